"""AR1, as readers meet it: the reports of a site, the newest, one report with its chapters, all of it on one page."""

import re
from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from portal.documents import shown_on
from portal.models import BasePage, Passage
from portal.overlay import Overlay
from portal.tick import run
from publications.models import AnnualReportPage, ReportChapterPage

from . import build
from .publications import figures, make_chapter, make_report

SECRET = "xylophone"
HERE = ("set", "southend", "thurrock")


@pytest.fixture
def reports(sites):
    """SET and two partnerships, each with a report for 2024 to 2025 of two chapters, and a draft for 2025 to 2026 with one."""
    build.make_service("business-team")
    for slug in HERE:
        home = sites.home(slug)
        build.make_contact("business-team", f"{slug} team", "01702 215007", sites.site(slug))
        if slug == "set":  # SET's would be covered by theirs, which has a test of its own
            report = make_report(home, 2023, title=f"Report of {slug}")
        else:
            report = make_report(home, 2025, title=f"Report of {slug}")
        make_chapter(report, f"First of {slug}", build.section("Work", f"The {SECRET} of {slug}."), slug="first")
        make_chapter(report, f"Second of {slug}", slug="second")
        coming = make_report(home, 2026, title=f"Draft of {slug}", live=False)
        make_chapter(
            coming, f"Draft chapter of {slug}", build.section("Work", f"{SECRET} draft"), slug="first", live=False
        )
    return sites


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_own_and_shared_reports_answer_and_no_draft_nor_neighbours(reports, read):
    """Every address of every report, on every site; what is named in lists, feeds, the sitemap and searches."""
    build.forget()
    for reader in HERE:
        years = {"2022-2023": 200, "2024-2025": 404 if reader == "set" else 200, "2025-2026": 404}
        for year, status in years.items():
            for rest in ("", "first/", "second/", "whole/"):
                found = read(reader, f"/annual-reports/{year}/{rest}").status_code
                expected = 404 if status == 404 or year == "2025-2026" else 200
                assert found == expected, (reader, year, rest)
        assert read(reader, "/annual-reports/2024-2025/third/").status_code == 404
        for path in ("/annual-reports/", "/feeds/annual-reports.atom", "/feeds/news.atom", "/sitemap.xml"):
            page = read(reader, path).content.decode()
            for whose in HERE:
                named = f"Report of {whose}" in page or (
                    path == "/sitemap.xml" and whose == reader and "/second/" in page
                )
                assert named is (whose == reader or (whose == "set" and path != "/sitemap.xml")), (reader, path, whose)
            assert "2025-2026" not in page and "Draft" not in page
        found = words(read(reader, f"/search/?q={SECRET}"))
        assert f"First of {reader}" in found and "Draft chapter" not in found
        assert not [whose for whose in HERE if whose not in (reader, "set") and f"First of {whose}" in found]


def test_the_newest_is_where_a_lasting_address_leads(reports, read):
    """Not for ever, since next year it leads elsewhere; where there is none, words say so."""
    for slug, path in (("thurrock", "/annual-reports/2024-2025/"), ("set", "/annual-reports/2022-2023/")):
        found = read(slug, "/annual-reports/latest/")
        assert (found.status_code, found.headers["Location"]) == (302, path)
    AnnualReportPage.objects.get(title="Report of thurrock").unpublish()
    assert read("thurrock", "/annual-reports/latest/").headers["Location"] == "/annual-reports/2022-2023/"
    AnnualReportPage.objects.get(title="Report of set").unpublish()
    for slug, said in (
        ("thurrock", "has not published an annual report"),
        ("set", "Each partnership publishes its own"),
    ):
        for path, status in (("/annual-reports/latest/", 404), ("/annual-reports/", 200)):
            response = read(slug, path)
            assert response.status_code == status and said in words(response)


def test_set_leads_on_to_each_partnership(reports, read):
    page = words(read("set", "/annual-reports/"))
    for slug in ("southend", "thurrock", "essex"):
        assert f'href="http://{slug}.localhost/annual-reports/"' in page


def test_the_list_says_what_there_is_and_whom_to_ask(reports, read):
    """The latest first; text, file, or neither."""
    home = reports.home("southend")
    make_report(home, 2022, title="Only named", file_wanted=True)
    make_report(home, 2021, first_year=2019, title="Two years", document=build.make_document("Paper", b"%PDF-1.7"))
    page = words(read("southend", "/annual-reports/"))
    order = [page.index(title) for title in ("Report of southend", "Report of set", "Only named", "Two years")]
    assert order == sorted(order)
    assert "2 chapters to read here" in page and "2019 to 2021 · file: PDF" in page
    assert page.count("This report has not been uploaded yet.") == 1
    assert "southend team" in page[page.index("has not been uploaded yet, ask") :]
    assert "Shared by all three areas" in page
    lacking = words(read("southend", "/annual-reports/2021-2022/"))
    assert "The file has not been uploaded yet" in lacking and "southend team" in lacking


def test_a_report_its_chapters_and_the_whole(reports, read):
    """The way on and back, the words in their order, the file beside them, and where stands what guidance asks."""
    paper = build.make_document("Paper report", b"%PDF-1.7 report")
    report = AnnualReportPage.objects.get(title="Report of thurrock")
    report.body = [build.section("Foreword", "A year.")]
    report.document, report.in_file, report.published_on = paper, ("money",), date(2025, 10, 3)
    report.save()
    first = ReportChapterPage.objects.child_of(report).get(slug="first")
    first.contains = ("training",)
    first.save()
    page = words(read("thurrock", "/annual-reports/2024-2025/"))
    assert "3 October 2025" in page and paper.url in page and "<dd>Thurrock Safeguarding" in page
    assert "<dd>All three areas together (SET)" in words(read("thurrock", "/annual-reports/2022-2023/"))
    answers = page[page.index('id="answers"') :]
    assert re.search(r"Training together.*?first/\">First of thurrock</a>", answers)
    assert "What each partner gave" in answers and "In the file" in answers and "Independent scrutiny" not in answers
    one = words(read("thurrock", "/annual-reports/2024-2025/first/"))
    two = words(read("thurrock", "/annual-reports/2024-2025/second/"))
    assert 'second/" rel="next"' in one and 'rel="prev"' not in one
    assert 'first/" rel="prev"' in two and 'rel="next"' not in two
    assert one.count('<a href="/annual-reports/2024-2025/">') == 2 == two.count('<a href="/annual-reports/2024-2025/">')
    whole = read("thurrock", "/annual-reports/2024-2025/whole/")
    assert whole.headers["X-Robots-Tag"] == "noindex"
    text = words(whole)
    assert f"The {SECRET} of thurrock." in text
    headings = re.findall(r"<(h[1-6])[^>]*>([^<]+)</h", text[text.index("<main") : text.index("</main")])
    assert headings == [
        ("h1", "Report of thurrock"),
        ("h2", "Chapters"),
        ("h2", "Foreword"),
        ("h2", "First of thurrock"),
        ("h3", "Work"),
        ("h2", "Second of thurrock"),
        ("h3", "What we did"),
    ]
    anchors = re.findall(r' id="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))


def test_a_file_may_be_opened_where_its_live_report_shows(reports, client):
    """Of the report, and those that its chapters link to; none of a draft's."""
    paper, linked = build.make_document("Paper", b"%PDF-1.7 a"), build.make_document("Linked", b"%PDF-1.7 b")
    hidden = build.make_document("Hidden", b"%PDF-1.7 c")
    report = AnnualReportPage.objects.get(title="Report of thurrock")
    report.document = paper
    report.save()
    chapter = ReportChapterPage.objects.child_of(report).get(slug="first")
    chapter.body = [("text", f"<p>{build.link_to(linked)}</p>")]
    chapter.save()
    draft = AnnualReportPage.objects.get(title="Draft of thurrock")
    draft.document = hidden
    draft.save()
    for slug, expected in (("thurrock", {paper.pk, linked.pk}), ("southend", set()), ("set", set())):
        assert set(shown_on(Overlay.at(reports.site(slug)))) == expected
    status = [client.get(each.url, headers={"host": "thurrock.localhost"}).status_code for each in (paper, hidden)]
    assert status == [200, 404]
    report.unpublish()
    assert shown_on(Overlay.at(reports.site("thurrock"))) == {}


def test_a_report_taken_down_takes_its_chapters_along(reports, read):
    """Nothing of them answers or is found; a chapter that came to be live all the same does not answer."""
    report = AnnualReportPage.objects.get(title="Report of thurrock")
    report.unpublish()
    chapters = ReportChapterPage.objects.child_of(report)
    assert not chapters.live().exists()
    assert not Passage.objects.filter(page__in=chapters).exists()
    BasePage.objects.filter(pk__in=chapters).update(live=True)
    build.forget()
    for rest in ("", "first/", "whole/"):
        assert read("thurrock", f"/annual-reports/2024-2025/{rest}").status_code == 404
    report.save_revision().publish()
    assert read("thurrock", "/annual-reports/2024-2025/").status_code == 200


def test_searches_name_a_chapter_with_its_report(reports, read):
    """Whatever the report is called by now."""
    report = AnnualReportPage.objects.get(title="Report of thurrock")
    report.title = "Our year"
    report.save_revision().publish()
    found = words(read("thurrock", "/search/?q=second+thurrock"))
    assert re.search(
        r"Second</mark> of <mark>thurrock</mark></a></h3> <p class=\"result__where\"> In Our year", found, re.I
    )


def test_a_chapter_moved_into_a_draft_is_taken_down(reports):
    draft = AnnualReportPage.objects.get(title="Draft of southend")
    chapter = ReportChapterPage.objects.get(title="Second of southend")
    chapter.move(draft, pos="last-child")
    assert not ReportChapterPage.objects.get(pk=chapter.pk).live


def test_a_chapter_whose_hour_has_come_waits_for_its_report(reports, read, time_machine):
    """Both scheduled, the chapter first: it goes live with the minute after its report."""
    now = timezone.now()
    draft = AnnualReportPage.objects.get(title="Draft of thurrock")
    chapter = ReportChapterPage.objects.child_of(draft).get()
    for page, hours in ((chapter, 1), (draft, 2)):
        page.go_live_at = now + timedelta(hours=hours)
        page.save_revision().publish()
    seen = []
    for minutes in (61, 119, 121, 122):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        assert run() == []
        build.forget()
        seen.append(read("thurrock", "/annual-reports/2025-2026/first/").status_code)
    assert seen == [404, 404, 404, 200] or seen == [404, 404, 200, 200]


def test_an_own_report_covers_a_shared_one_with_its_chapters(sites, read):
    """At the same years the partnership's own answers: no chapter of the shared one stands below it, is found or linked to."""
    shared = make_report(sites.home("set"), 2025, title="Shared report")
    make_chapter(shared, "Shared chapter", build.section("Work", f"A {SECRET}."), slug="first")
    make_report(sites.home("southend"), 2025, title="Own report")
    for slug, status, named in (("southend", 404, False), ("thurrock", 200, True), ("set", 200, True)):
        assert read(slug, "/annual-reports/2024-2025/first/").status_code == status
        for path in ("/annual-reports/2024-2025/", "/annual-reports/2024-2025/whole/", f"/search/?q={SECRET}"):
            assert ("Shared chapter" in read(slug, path).content.decode()) is named, (slug, path)


def test_a_feed_reader_is_told_of_each_report_once(reports, read):
    """FC1: by a lasting id that names its owner, on the day it was published; in the news of the site too."""
    report = AnnualReportPage.objects.get(title="Report of thurrock")
    report.published_on = date(2025, 10, 3)
    report.save()
    for slug in ("annual-reports", "news"):
        feed = feedparser.parse(read("thurrock", f"/feeds/{slug}.atom").content)
        assert not feed.bozo
        told = {entry.title: entry for entry in feed.entries}
        assert set(told) == {"Report of thurrock", "Report of set"}
        own, shared = told["Report of thurrock"], told["Report of set"]
        assert own.id == f"tag:thurrock.localhost,2026:annual-report/{report.pk}"
        assert shared.id.startswith("tag:localhost,2026:annual-report/")
        assert own.published == "2025-10-03T00:00:00+01:00" or own.published == "2025-10-02T23:00:00+00:00"
        assert own.link == "http://thurrock.localhost/annual-reports/2024-2025/"


def test_a_bad_address_is_not_found(reports, read):
    bad = ("?page=0", "?page=99", "?page=x", "?page=%00", "nothing/", "%00/", "9" * 400 + "/")
    for path in (*bad, "2024-2025/whole/more/", "2024-2025/nothing/", "2024-2025/first/more/", "2024-2025/%00/"):
        assert read("thurrock", f"/annual-reports/{path}").status_code == 404, path


def test_figures_are_drawn_beside_their_table_and_bad_ones_leave_the_table(sites, read):
    """Missing, negative, all nothing, one row, words among numbers, 40 rows, huge: the page answers, with every number in it."""
    kinds = {
        "good": figures(("2024", 31), ("2025", 40.5), unit="children"),
        "lines": figures(("2024", 31, 2), ("2025", 40, None), columns=("A", "B"), drawn="lines"),
        "nothing": figures(("2024", 0), ("2025", 0)),
        "down": figures(("2024", -5), ("2025", 3)),
        "single": figures(("2024", 5)),
        "gap": figures(("2024", None), ("2025", 3)),
        "one row as a line": figures(("2024", 5), drawn="lines"),
        "empty": figures(("2024", None)),
        "no rows": figures(),
        "words": figures(("2024", "about five"), ("2025", 3)),
        "forty": figures(*((str(year), year) for year in range(40))),
        "huge": figures(("2024", 1e300), ("2025", 3)),
        "six columns": figures(("2024", 1, 2, 3, 4, 5, 6), columns=tuple("ABCDEF")),
        "none": figures(("2024",), columns=()),
    }
    report = make_report(sites.home("set"))
    body = [(name, {**value, "heading": key}) for key, (name, value) in kinds.items()]
    body.append(("section", {"heading": "Last", "content": [kinds["good"]]}))
    report.body = body
    report.save(clean=False)
    page = read("set", "/annual-reports/2024-2025/").content.decode()
    assert [key for key in kinds if f"chart: {key}" in page] == ["good", "lines", "nothing", "down", "single", "gap"]
    assert page.count("<caption>") == len(body)
    for said in ("about five", "40.5", "no figure", "Source: Invented", 'data-heading="Children"', "(children)"):
        assert said in page
    assert "nan" not in page.lower().replace("finance", "") and "style=" not in page
