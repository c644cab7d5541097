"""RV1: a published review stays public; taking it down needs a reason, and within twelve months a second person."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import PageLogEntry

from portal import tick
from portal.models import BasePage, Passage, SwitchedOff
from reviews.kept import Kept, year_after
from reviews.models import ReviewPage, Withdrawal
from reviews.withdrawing import NotPossible, agree, ask

from . import build, reviews

PUBLISHED = "2026-03-02T12:00:00+00:00"
EARLY, LATE = "2027-03-01T23:59:59+00:00", "2027-03-02T00:00:00+00:00"


@pytest.fixture
def review(sites, groups):
    """A review of Southend's with a report, published on 2 March 2026."""
    build.make_service("business-team")
    build.make_contact("business-team", "The team", "01702 215007")
    reviews.index(sites.home("set"))
    report = build.make_document("Heron", b"%PDF-1.7")
    page = reviews.full(sites.home("southend"), at=PUBLISHED, report=report, published_on=date(2026, 2, 1))
    assert page.released_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    return page


@pytest.fixture
def second(review, sign_in):
    """Two more people of Southend's publishers, each with a browser."""
    with time_machine.travel(EARLY, tick=False):
        client = sign_in("Southend publishers")
        other = type(client)(headers={"host": build.host("set")})
        other.staff = build.get_user_model().objects.create_user("the second", password="x")
        other.staff.groups.set(client.staff.groups.all())
        other.force_login(other.staff)
    return client, other


def now(slug="ruby-and-rowan") -> ReviewPage:
    return ReviewPage.objects.get(slug=slug)


def test_the_earliest_day_is_a_year_after_the_later_of_two(review):
    """Of its publication anywhere and of the day it first went live here."""
    assert review.earliest_removal() == date(2027, 3, 2)
    review.published_on = date(2026, 4, 5)
    assert review.earliest_removal() == date(2027, 4, 5)
    assert year_after(date(2028, 2, 29)) == date(2029, 3, 1)
    assert year_after(date(9999, 2, 1)) == date.max  # somebody typed it
    with time_machine.travel("2026-06-01T12:00:00+00:00", tick=False):
        old = review.revisions.first()
        old.publish()
    assert now().released_at == review.released_at


def test_the_ordinary_means_do_not_take_it_down(review, sites, sign_in, read):
    """Unpublishing, deleting and moving it or what it hangs below, alone or in bulk, are refused and lead to the withdrawal."""
    client = sign_in("Southend publishers")
    parent = review.get_parent()
    place = build.add(sites.home("southend"), build.StandardPage(title="Place", slug="place", summary="A place."))
    to = lambda name, page, *more: reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more])  # noqa: E731
    bulk = lambda action, page: (  # noqa: E731
        reverse("wagtail_bulk_action", args=["portal", "basepage", action]) + f"?id={page.pk}"
    )
    posts = [
        (to("unpublish", review), {}),
        (to("delete", review), {}),
        (to("delete", parent), {"confirm_site_name": "Safeguarding portal"}),
        (to("unpublish", parent), {"include_descendants": "on", "partnerships_told": "1"}),
        (to("move_confirm", review, place.pk), {}),
        (to("move_confirm", parent, place.pk), {}),
        (bulk("unpublish", review), {}),
        (bulk("unpublish", parent), {"include_descendants": "on", "partnerships_told": "1"}),
        (bulk("delete", review), {}),
        (bulk("move", review), {"chooser": place.pk}),
        *((to("set_privacy", page), {"restriction_type": "login"}) for page in (parent, sites.home("southend"))),
    ]
    for address, data in posts:
        answer = client.post(address, data, follow=True)
        assert read("southend", "/reviews/ruby-and-rowan/").status_code == 200, address
        assert now().live, address
        assert now().url_path == review.url_path, address
        if "move" not in address and "privacy" not in address:
            assert reverse("reviews_withdraw", args=[review.pk]) in answer.content.decode(), address
    assert read("southend", "/reviews/ruby-and-rowan/").status_code == 200
    draft = reviews.draft(sites.home("southend"), "Draft", "draft")
    client.post(to("delete", draft))
    assert not ReviewPage.objects.filter(slug="draft").exists()


def test_nothing_goes_past_the_rule(review, sites):
    """Saved as a review or as any page it stays live. It is not deleted, does not expire or go back to being under way."""
    for each in (now(), BasePage.objects.get(pk=review.pk)):
        with pytest.raises(Kept):
            each.unpublish()
        each.live = False
        with pytest.raises(Kept):
            each.save()
    for each in (now(), BasePage.objects.get(pk=review.pk), review.get_parent()):
        with pytest.raises(Kept), transaction.atomic():
            each.delete()
    page = now()
    page.expire_at = datetime(2026, 4, 1, tzinfo=UTC)
    with pytest.raises(ValidationError, match="does not expire"):
        page.save()
    tick.run(datetime(2030, 1, 1, tzinfo=UTC))
    assert now().live
    for changes, words in (
        ({"decision": "under-way", "report": None}, "It has been published, and stays so"),
        ({"decision": "not-published", "decision_reason": "No.", "report": None}, "It has been published"),
        ({"report": None}, "stays public until 2 March 2027"),
    ):
        with pytest.raises(ValidationError, match=words):
            reviews.publish(now(), "2026-05-01T12:00:00+00:00", **changes)
    assert now().private_page_options == []
    under_way = reviews.make(sites.home("southend"), "Begun", "begun", decision="under-way")
    under_way.unpublish()
    assert not now("begun").live


def test_within_the_year_a_second_person_has_to_agree(review, second, sign_in, read):
    """One asks and cannot agree; somebody of a neighbour's and an editor cannot; the second one can, in their own session."""
    first, other = second
    withdraw = reverse("reviews_withdraw", args=[review.pk])
    words = {"reason": "A name stood in it.", "public_reason": "It held an error."}
    with time_machine.travel(EARLY, tick=False):
        for group in ("Southend editors", "Thurrock publishers"):
            outsider = sign_in(group)
            assert outsider.get(withdraw).status_code in (302, 403)
            assert outsider.post(withdraw, words).status_code in (302, 403)
        assert not Withdrawal.objects.exists()
        assert first.post(withdraw, {"reason": "", "public_reason": ""}).status_code == 200
        assert not Withdrawal.objects.exists()
        assert "second person" in first.get(withdraw).content.decode()
        first.post(withdraw, words)
        waiting = Withdrawal.objects.get()
        decide = reverse("reviews_decide", args=[waiting.pk])
        assert waiting.early
        assert decide in other.get(reverse("wagtailadmin_home")).content.decode()
        assert first.post(withdraw, words).status_code == 200  # once is enough
        assert 'value="agree"' not in first.get(decide).content.decode()
        first.post(decide, {"decision": "agree"})
        outsider.post(decide, {"decision": "agree"})
        assert read("southend", "/reviews/ruby-and-rowan/").status_code == 200
        assert other.post(decide, {"decision": "agree"}).status_code == 302
        assert read("southend", "/reviews/ruby-and-rowan/").status_code == 410
    done = Withdrawal.objects.get()
    assert (done.asked_by, done.decided_by, done.reason) == (first.staff, other.staff, "A name stood in it.")
    actions = set(PageLogEntry.objects.filter(page=review.pk).values_list("action", flat=True))
    assert {"reviews.withdrawal.ask", "reviews.withdrawal.withdraw"} <= actions


def test_refused_or_taken_back_it_stays(review, second, read):
    """And may be asked for anew."""
    first, other = second
    with time_machine.travel(EARLY, tick=False):
        for who in (other, first):
            first.post(reverse("reviews_withdraw", args=[review.pk]), {"reason": "An error."})
            waiting = Withdrawal.objects.waiting().get()
            who.post(reverse("reviews_decide", args=[waiting.pk]), {"decision": "refuse"})
            other.post(reverse("reviews_decide", args=[waiting.pk]), {"decision": "agree"})  # too late
            assert read("southend", "/reviews/ruby-and-rowan/").status_code == 200
    assert Withdrawal.objects.filter(withdrawn_at=None, decided_at__isnull=False).count() == 2


def test_after_the_year_one_person_suffices(review, second, read):
    """From the first second of the earliest day in London."""
    first, _ = second
    with time_machine.travel(LATE, tick=False):
        first.post(reverse("reviews_withdraw", args=[review.pk]), {"reason": "Superseded."})
        assert read("southend", "/reviews/ruby-and-rowan/").status_code == 410
    done = Withdrawal.objects.get()
    assert (done.early, done.asked_by, done.decided_by) == (False, first.staff, first.staff)


def test_two_who_agree_at_once_record_one(review, second):
    """The row changes for the first of them only; nor can two requests, or two withdrawals in force, stand side by side."""
    first, other = second
    third = build.get_user_model().objects.create_user("the third", password="x")
    third.groups.set(first.staff.groups.all())
    at = datetime.fromisoformat(EARLY)
    waiting = ask(now(), first.staff, "An error.", "", at)
    copies = [Withdrawal.objects.get(pk=waiting.pk) for _ in range(2)]
    agree(copies[0], other.staff, at)
    with pytest.raises(NotPossible, match="in the meantime"):
        agree(copies[1], third, at)
    done = Withdrawal.objects.get()
    assert done.decided_by == other.staff
    assert PageLogEntry.objects.filter(action="reviews.withdrawal.withdraw").count() == 1
    with pytest.raises(NotPossible):
        ask(now(), first.staff, "Again.", "", at)
    done.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        done.save()


def test_a_withdrawn_review_says_so_and_nothing_else_of_it_shows(review, sites, second, read):
    """410 with pseudonyms, kind, dates, how to ask and the site’s help; no file, no list, no search; 404 next door."""
    first, other = second
    report = review.report
    build.make_contact("childline", "Childline", "0800 1111")
    assert read("southend", report.url).status_code == 200
    at = datetime.fromisoformat(EARLY)
    agree(ask(now(), first.staff, "A name stood in it.", "It held an error.", at), other.staff, at)
    for path in ("", "briefing/"):
        answer = read("southend", f"/reviews/ruby-and-rowan/{path}")
        page = answer.content.decode()
        assert answer.status_code == 410
        assert answer.headers["X-Robots-Tag"] == "noindex"
        for said in ("Ruby, Rowan", "Local child safeguarding practice review", "1 February 2026", "It held an error."):
            assert said in page, said
        assert "01702 215007" in page
        assert "0800 1111" in page
        for kept in (
            "A name stood",
            "About Ruby",
            "Ruby and Rowan",
            "Seven weeks",
            "Ask fathers",
            "Ask who lives",
            "Heron",
        ):
            assert kept not in page, kept
        for slug in ("set", "thurrock", "essex"):
            assert read(slug, f"/reviews/ruby-and-rowan/{path}").status_code == 404
    assert read("southend", "/reviews/ruby-and-rowan/else/").status_code == 404
    assert read("southend", report.url).status_code == 404
    assert read("southend", "/reviews/themes/babies-under-one/").status_code == 404
    for path in (
        "/reviews/",
        "/reviews.json",
        "/reviews.csv",
        "/feeds/reviews.atom",
        "/sitemap.xml",
        "/search/?q=rowan",
    ):
        page = read("southend", path).content.decode()
        assert "ruby-and-rowan" not in page, path
        assert "Ruby" not in page, path
    assert not Passage.objects.filter(page=review.pk).exists()
    other_page = build.make_standard(sites.home("southend"), "Page", "page", live=False)
    other_page.body = [("text", f"<p>{build.link_to(report)}</p>")]
    with pytest.raises(ValidationError, match="belongs to a review that was withdrawn"):
        other_page.save_revision().publish()
    build.add(sites.home("southend"), build.StandardPage(
        title="Anyhow", slug="anyhow", summary="Past.", body=[("text", f"<p>{build.link_to(report)}</p>")]))  # fmt: skip
    assert read("southend", report.url).status_code == 404
    with time_machine.travel(EARLY, tick=False):
        first.post(reverse("wagtailadmin_pages:delete", args=[review.pk]))
    gone = now()
    assert not gone.live
    gone.slug = "elsewhere"  # the draft of a page that is not live becomes the page
    with pytest.raises(ValidationError, match="this address says so"):
        gone.save_revision()
    reviews.publish(now(), EARLY)
    assert read("southend", "/reviews/ruby-and-rowan/").status_code == 200
    assert read("southend", report.url).status_code == 200
    assert Withdrawal.objects.get().ended_at is not None
    assert not Withdrawal.objects.in_force().exists()


def test_a_shared_review_withdrawn_is_gone_on_every_site(sites, groups, read):
    """410 on each that met it; a site that had switched it off, or has its own page there, answers as before."""
    build.make_service("business-team")
    page = reviews.full(sites.home("set"), partnerships=[sites.partnership("southend")])
    ReviewPage.objects.filter(pk=page.pk).update(released_at=datetime(2020, 1, 1, tzinfo=UTC), published_on=None)
    SwitchedOff.objects.create(page=page, site=sites.site("essex"))
    reviews.make(sites.home("thurrock"), "Own", "ruby-and-rowan")
    keeper = build.make_staff("SET publishers")
    ask(ReviewPage.objects.get(pk=page.pk), keeper, "Superseded.", "")
    found = {slug: read(slug, "/reviews/ruby-and-rowan/").status_code for slug in sites.slugs}
    assert found == {"set": 410, "southend": 410, "thurrock": 200, "essex": 404}


def test_the_record_is_read_by_its_own_partnership(review, second, sign_in):
    """Neither a neighbour's staff nor anybody by a form can change or see it."""
    first, other = second
    at = datetime.fromisoformat(EARLY)
    ask(now(), first.staff, "A secret reason.", "", at)
    listed = reverse(Withdrawal.snippet_viewset.get_url_name("list"))
    assert "A secret reason." in other.get(listed).content.decode()
    outsider = sign_in("Thurrock publishers")
    assert "A secret reason." not in outsider.get(listed).content.decode()
    inspect = reverse(Withdrawal.snippet_viewset.get_url_name("inspect"), args=[Withdrawal.objects.get().pk])
    assert outsider.get(inspect).status_code in (302, 403)
    assert other.get(inspect).status_code == 200
    edit = reverse(Withdrawal.snippet_viewset.get_url_name("edit"), args=[Withdrawal.objects.get().pk])
    assert other.post(edit, {"reason": "Changed."}).status_code in (302, 403)
    assert Withdrawal.objects.get().reason == "A secret reason."
