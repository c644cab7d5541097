"""RV2: nothing of an embargoed review shows anywhere before its minute, its files neither; and from it on everything does."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.models import Revision

from portal import tick
from portal.models import BasePage, Passage
from reviews.models import ReviewPage, Withdrawal

from . import build, reviews

WINTER, SUMMER = "2026-12-01T09:30:00+00:00", "2027-07-01T08:30:00+00:00"  # both half past nine in London
WORDS = ("Otter", "xylophone", "Heron", "Ask about otters", "Count the otters", "Riverbank")
PLACES = (
    *("/reviews/", "/reviews/?year=2026", "/reviews/?theme=rivers", "/reviews.json", "/reviews.csv", "/sitemap.xml"),
    *("/feeds/reviews.atom", "/feeds/news.atom", "/search/?q=otter", "/search/?q=xylophone", "/search/?q=Heron", "/"),
)


def embargoed(sites, opens: str, page: ReviewPage | None = None) -> list:
    """A review of Southend's, scheduled, with a report, a briefing, evidence and a file that its text links to."""
    files = [build.make_document(f"Heron {n}", b"%PDF-1.7 " + str(n).encode()) for n in range(4)]
    body = [build.section("Otters", f"A xylophone. {build.link_to(files[3])}")]
    given = {
        "report": files[0], "briefing_file": files[1], "body": body, "pseudonyms": "Otter",
        "published_on": datetime.fromisoformat(opens).date(), "themes": [reviews.theme("rivers", "Riverbank")],
        "learning": [{"text": "Ask about otters."}], "decision": "published",
        "recommendations": [{"text": "Count the otters.", "evidence_file": files[2]}],
    }  # fmt: skip
    day_before = datetime.fromisoformat(opens) - timedelta(days=1)
    with time_machine.travel(day_before, tick=False):
        page = page or reviews.draft(sites.home("southend"), "Otter", "otter", decision="under-way")
        for name, value in given.items():
            rows = {"learning": reviews.LearningPoint, "recommendations": reviews.Recommendation}.get(name)
            setattr(page, name, [rows(**row) for row in value] if rows else value)
        page.title, page.go_live_at = "Otter", datetime.fromisoformat(opens)
        page.save_revision().publish()
    return files


def shown(read, files, at: str, announced: bool) -> dict[str, object]:
    """What an anonymous reader of Southend's site gets of it at a moment, place by place."""
    with time_machine.travel(at, tick=False):
        tick.run()
        found: dict[str, object] = {
            path: read("southend", path).status_code
            for path in ("/reviews/otter/", "/reviews/otter/briefing/", "/reviews/themes/rivers/")
        }
        found |= {str(n): read("southend", file.url).status_code for n, file in enumerate(files)}
        found |= {f"old {n}": read("southend", f"/documents/{f.pk}/old.pdf").status_code for n, f in enumerate(files)}
        for path in PLACES:
            text = read("southend", path).content.decode()
            words = [*([] if "search" in path else WORDS), *(file.url for file in files)]  # a search repeats its words
            words += [] if announced and "search" not in path else ["/reviews/otter/"]
            found[path] = [word for word in words if word in text]
    return found


@pytest.mark.parametrize(("opens", "announced"), [(WINTER, False), (SUMMER, False), (SUMMER, True)])
def test_nothing_shows_before_the_minute(sites, read, opens, announced):
    """The second before, at, and after it, on the clock of winter and of summer; also where it was live as under way before."""
    reviews.index(sites.home("set"))
    page = None
    if announced:
        page = reviews.make(sites.home("southend"), "Announced", "otter", decision="under-way", summary="Begun.")
    files = embargoed(sites, opens, page)
    at = datetime.fromisoformat(opens)
    before = shown(read, files, (at - timedelta(seconds=1)).isoformat(), announced)
    live = [200, 200] if announced else [404, 404]
    assert [*before.values()][:3] == [*live, 404]
    assert set([*before.values()][3:11]) == {404}
    assert [place for place in PLACES if before[place]] == []
    if announced:
        with time_machine.travel(at - timedelta(seconds=1), tick=False):
            old = read("southend", "/reviews/otter/").content.decode()
            assert "Announced" in old
            assert not [word for word in WORDS if word in old]
            assert "Announced" in read("southend", "/reviews/").content.decode()
    assert read("thurrock", files[0].url).status_code == 404
    for moment in (at, at + timedelta(seconds=1)):
        after = shown(read, files, moment.isoformat(), announced)
        assert [*after.values()][:7] == [200] * 7
        assert set([*after.values()][7:11]) == {301}
        assert [place for place in PLACES if not after[place]] == [*(["/sitemap.xml"] if announced else []), "/"]


def test_its_files_stay_closed_whatever_shows_them(sites, read):
    """A resource on a live page is pointed at the report: the report stays closed until the minute, then opens there too."""
    reviews.index(sites.home("set"))
    resource = build.make_resource(sites.site("southend"), "Leaflet")
    build.add(sites.home("southend"), build.StandardPage(
        title="Help", slug="help", summary="Help.", body=[("resources", {"resources": [resource]})]))  # fmt: skip
    files = embargoed(sites, WINTER)
    resource.document = files[0]
    resource.save()
    with time_machine.travel("2026-12-01T09:29:59+00:00", tick=False):
        assert read("southend", files[0].url).status_code == 404
        Passage.objects.create(source="x", kind="document", document=files[0].pk, title="Heron", text="xylophone")
        assert "xylophone" not in read("southend", "/search/?q=heron").content.decode()
    with time_machine.travel(WINTER, tick=False):
        tick.run()
        assert read("southend", files[0].url).status_code == 200


def test_no_other_page_is_published_that_shows_them(sites):
    """In a field, in running text, by a resource; of a draft as of a scheduled review. Unnamed: it may be a neighbour's."""
    reviews.index(sites.home("set"))
    report, drafted = (build.make_document(name, b"%PDF-1.7") for name in ("Heron", "Egret"))
    page = reviews.draft(sites.home("thurrock"), "Otter", "otter", report=report)
    page.go_live_at = datetime.fromisoformat("2099-01-01T09:00:00+00:00")
    page.save_revision().publish()
    live = reviews.make(sites.home("thurrock"), "Stoat", "stoat")
    live.report = drafted
    live.save_revision()
    for file in (report, drafted):
        resource = build.make_resource(sites.site("set"), f"Leaflet {file.title}", document=file)
        bodies = {
            "text": [("text", f"<p>{build.link_to(file)}</p>")],
            "resource": [("resources", {"resources": [resource]})],
        }
        for name, body in bodies.items():
            other = build.make_standard(sites.home("southend"), "Page", f"{file.title.lower()}-{name}", live=False)
            other.body = body
            with pytest.raises(
                ValidationError, match=f"“{file.title}” belongs to a review that is not published yet"
            ) as said:
                other.save_revision().publish()
            assert "Otter" not in str(said.value)
        with pytest.raises(ValidationError, match="belongs to a review"):
            build.make_procedure(sites.home("set"), "Rule", f"rule-{file.title.lower()}", document=file)
    reviews.publish(live)
    other = build.make_standard(sites.home("southend"), "Page", "free", live=False)
    other.body = [("text", f"<p>{build.link_to(drafted)}</p>")]
    other.save_revision().publish()
    assert BasePage.objects.get(pk=other.pk).live


def test_a_review_is_not_scheduled_while_its_file_is_open_elsewhere(sites):
    """Next to the field; a file that a live review of its own has published already is no secret."""
    reviews.index(sites.home("set"))
    report = build.make_document("Heron", b"%PDF-1.7")
    build.make_standard(sites.home("essex"), "Page", "page", build.link_to(report))
    page = reviews.draft(sites.home("southend"), "Otter", "otter", report=report)
    page.go_live_at = datetime.fromisoformat("2099-01-01T09:00:00+00:00")
    with pytest.raises(ValidationError, match="can already be opened on another page"):
        page.save_revision().publish()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    reviews.make(sites.home("thurrock"), "Joint", "joint", report=report)
    page.save_revision().publish()
    assert Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_scheduling_a_live_review_never_takes_it_down(sites, read):
    """Not even one that was put here without a revision, which Wagtail would hide until the next goes live."""
    home = sites.home("southend")
    page = build.add(reviews.index(home), ReviewPage(title="Otter", slug="otter", summary="Old.", decision="published"))
    reviews.index(sites.home("set"))
    page = ReviewPage.objects.get(pk=page.pk)
    page.summary, page.go_live_at = "New.", datetime.fromisoformat("2099-01-01T09:00:00+00:00")
    page.report_wanted = True
    page.save_revision().publish()
    answer = read("southend", "/reviews/otter/")
    assert answer.status_code == 200
    assert "Old." in answer.content.decode()
    assert "New." not in answer.content.decode()


def test_an_embargo_is_never_a_withdrawal(sites, read):
    """A draft, a scheduled review and one never published answer 404 on every site, briefing and all."""
    reviews.index(sites.home("set"))
    reviews.draft(sites.home("southend"), "Otter", "otter", published_on=date(2020, 1, 1))
    for slug in sites.slugs:
        for path in ("/reviews/otter/", "/reviews/otter/briefing/", "/reviews/otter/else/"):
            assert read(slug, path).status_code == 404
    assert not Withdrawal.objects.exists()
