"""Builders of reviews, and one of every kind of their pages for the browser."""

from datetime import date, datetime

import time_machine
from wagtail.models import Site

from portal.models import BasePage
from reviews.models import LearningPoint, Recommendation, Related, ReviewIndexPage, ReviewPage, Theme

from . import build

KINDS = [
    "/reviews/",
    "/reviews/?theme=babies-under-one&year=2025",
    "/reviews/?theme=nothing",
    "/reviews/themes/babies-under-one/",
    "/reviews/ruby-and-rowan/",
    "/reviews/ruby-and-rowan/briefing/",
    "/reviews/not-for-all/",
    "/reviews/open-data/",
    "/reviews/taken-back/",
]
"""An address of every kind of page; the last answers 410."""


def index(home: BasePage) -> BasePage:
    """The page the site's reviews hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}reviews/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return build.add(home, ReviewIndexPage(title="Reviews", slug="reviews", summary="What we learn from reviews."))
    return build.make_note(home, "reviews")


def draft(home: BasePage, title: str, slug: str, **fields) -> ReviewPage:
    """A review of that site as somebody has written it: a page that is not live, with a revision.

    `learning` and `recommendations` as rows of fields, `themes` and `partnerships` as lists, `related` as pages.
    """
    many = {name: fields.pop(name, ()) for name in ("themes", "partnerships", "learning", "recommendations", "related")}
    fields.setdefault("summary", f"About {title}.")
    fields.setdefault("decision", "published")
    fields.setdefault("body", [build.section("What happened", f"The story of {title}.")])
    page = ReviewPage(title=title, slug=slug, live=False, **fields)
    BasePage.objects.get(pk=index(home).pk).add_child(instance=page)
    page.themes, page.partnerships = many["themes"], many["partnerships"]
    page.learning = [LearningPoint(sort_order=n, **row) for n, row in enumerate(many["learning"])]
    page.recommendations = [Recommendation(sort_order=n, **row) for n, row in enumerate(many["recommendations"])]
    page.related = [Related(sort_order=n, target=target) for n, target in enumerate(many["related"])]
    page.save()
    return page


def publish(page: ReviewPage, at: str | datetime | None = None, **changes) -> ReviewPage:
    """Publish the review, or schedule it if `go_live_at` says so, with these changes, at this moment (now, if not said)."""
    page = ReviewPage.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    if at is None:
        page.save_revision().publish()
    else:
        with time_machine.travel(at, tick=False):
            page.save_revision().publish()
    return ReviewPage.objects.get(pk=page.pk)


def make(home: BasePage, title: str, slug: str, at: str | datetime | None = None, **fields) -> ReviewPage:
    """A published review of that site."""
    return publish(draft(home, title, slug, **fields), at)


def theme(slug: str = "babies-under-one", title: str = "Babies under one") -> Theme:
    return Theme.objects.get_or_create(slug=slug, defaults={"title": title, "summary": f"{title}: what we learn."})[0]


def full(home: BasePage, slug: str = "ruby-and-rowan", number: int = 0, **fields) -> ReviewPage:
    """A review with something in every field that needs no file."""
    rows = [
        {"number": "1", "text": "Ask who lives in the home.", "for_whom": "All partner agencies", "state": "under-way",
         "due": date(2026, 3, 1)},
        {"number": "2", "text": "See the baby awake.", "state": "done", "done_on": date(2026, 2, 1), "evidence": "An audit."},
    ]  # fmt: skip
    points = [
        {"profession": "everyone", "text": "Bruises on babies who cannot crawl always need a doctor."},
        {"profession": "health", "text": "Ask fathers the same questions."},
    ]
    given = {
        "pseudonyms": "Ruby, Rowan",
        "ages": "Seven weeks and nine months",
        "time_frame": "2019 to 2020",
        "published_on": date(2025, 6, 3),
        "themes": [theme()],
        "learning": points,
        "recommendations": rows,
    }
    return make(home, f"Ruby and Rowan {number or ''}".strip(), slug, **{**given, **fields})


def furnish(sites: build.Sites) -> None:
    """What the addresses of `KINDS` show."""
    from reviews.withdrawing import agree, ask

    build.make_service("business-team")
    home = sites.home("set")
    report = build.make_document("Report on Ruby and Rowan", b"%PDF-1.7")
    everywhere = [sites.partnership(slug) for slug in sites.slugs if slug != "set"]
    related = [page for page in (BasePage.objects.filter(slug="bruising").first(),) if page]
    full(home, partnerships=everywhere, report=report, related=related)
    make(home, "Not for all", "not-for-all", decision="not-published", decision_reason="It would name the family.",
         kind="national", themes=[theme()])  # fmt: skip
    make(home, "Harbour", "harbour", decision="under-way", partnerships=everywhere[:1])
    old = make(home, "Taken back", "taken-back", kind="national", pseudonyms="Sky", published_on=date(2020, 1, 1))
    ReviewPage.objects.filter(pk=old.pk).update(released_at=datetime.fromisoformat("2020-01-02T12:00:00+00:00"))
    user = build.get_user_model().objects.create_superuser("keeper", password="x")
    withdrawal = ask(ReviewPage.objects.get(pk=old.pk), user, "An error.", "It held an error.")
    if withdrawal.withdrawn_at is None:
        agree(withdrawal, user)
