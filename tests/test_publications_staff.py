"""AR1, as staff meet it: what guidance asks and where it stands, the list, and the editor of a report, a chapter and figures."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.blocks import paragraphs
from portal.our_site import OurSite, Step
from publications import checklist
from publications.blocks import FiguresBlock
from publications.models import AnnualReportPage, Asked, ReportChapterPage

from .publications import figures, make_chapter, make_report, report_index


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def report(sites):
    """A draft report of Thurrock: one chapter live in name only, one whose draft says more than was first saved."""
    report = make_report(sites.home("thurrock"), live=False, in_file=("money",))
    chapter = make_chapter(report, "Training", live=False)
    chapter.contains, chapter.title = ("training", "done"), "Training together"
    chapter.save_revision()
    return report


def test_the_editor_shows_which_points_are_met_by_what(report, sign_in):
    """By chapters as they are written now, drafts included, or by the file; and what is missing, in the list too."""
    points = checklist.for_staff([report])[report.pk]
    met = {point.asked: ([each.title for each in point.chapters], point.in_file) for point in points if point.is_met}
    assert met == {
        Asked.DONE: (["Training together"], False),
        Asked.TRAINING: (["Training together"], False),
        Asked.MONEY: ([], True),
    }
    client = sign_in("Thurrock publishers")
    page = text(client.get(reverse("wagtailadmin_pages:edit", args=[report.pk])))
    assert page.count("<strong>Missing</strong>") == len(Asked) - 3
    assert "Training together</a> (draft)" in page and "the file (not uploaded yet)" in page
    listed = text(client.get(reverse("annual_report_list:index")))
    assert "2024 to 2025" in listed and f"{len(Asked) - 3} of {len(Asked)}: effect, learning" in listed
    assert text(client.get(reverse("wagtailadmin_home"))).count("Annual reports") >= 1


def test_a_neighbour_sees_nothing_of_a_draft(report, sign_in):
    client = sign_in("Essex publishers")
    assert report.title not in text(client.get(reverse("annual_report_list:index")))
    chapter = ReportChapterPage.objects.child_of(report).get()
    for page in (report, chapter):
        for view in ("edit", "delete", "unpublish", "copy", "move"):
            response = client.get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]))
            assert response.status_code in (302, 403) and "Training" not in response.content.decode(), view


def chapter_form(chapter: ReportChapterPage, *body: tuple, **changes) -> dict:
    values = {
        **{name: getattr(chapter, name) for name in ("title", "slug", "summary")},
        "body": streamfield(list(body)),
        "review_due": "2027-11-12",
        "comments": inline_formset([]),
        "action-publish": "Publish",
    }
    return nested_form_data(values | changes)


def test_a_chapter_is_published_after_its_report(report, sign_in):
    """Refused with the reason until then; a missing point refuses nothing."""
    chapter = ReportChapterPage.objects.child_of(report).get()
    client = sign_in("Thurrock publishers")
    address = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    response = client.post(address, chapter_form(chapter))
    assert "The report itself is not published yet" in text(response)
    with pytest.raises(ValidationError, match="Publish it first"):
        chapter.get_latest_revision().publish()
    report.save_revision().publish()
    assert client.post(address, chapter_form(chapter)).status_code == 302
    assert ReportChapterPage.objects.get(pk=chapter.pk).live


def figures_form(
    rows: list[tuple], columns: tuple = ("label", "number"), headings: tuple = ("Year", "Children")
) -> dict:
    """A block of figures as the editor's form sends it."""
    table: dict = {"caption": "", "column-count": len(columns), "row-count": len(rows)}
    for number, (kind, heading) in enumerate(zip(columns, headings, strict=True)):
        table |= {f"column-{number}-{name}": value for name, value in (("type", kind), ("heading", heading))}
        table |= {f"column-{number}-order": number, f"column-{number}-deleted": ""}
    for number, row in enumerate(rows):
        table |= {f"row-{number}-order": number, f"row-{number}-deleted": ""}
        table |= {f"cell-{number}-{at}": cell for at, cell in enumerate(row)}
    return {"heading": "Plans", "said": "More.", "drawn": "bars", "unit": "", "source": "", "table": table}


@pytest.mark.parametrize(
    ("rows", "columns", "said"),
    [
        ([("2024", "5"), ("2025", "")], ("label", "number"), None),
        ([("2024", "")], ("label", "number"), "There is no number."),
        ([], ("label", "number"), "one to 30 rows"),
        ([(str(n), n) for n in range(40)], ("label", "number"), "one to 30 rows"),
        ([("5", "2024")], ("number", "label"), "The first column has to be labels"),
        ([("2024", "five")], ("label", "number"), "Enter a number."),
        ([("2024", "nan")], ("label", "number"), "Enter a number."),
        ([("2024", "1e99")], ("label", "number"), "too large or too small"),
        ([("2024",)], ("label",), "one to 4 columns"),
        ([("2024", 1)], ("label", "number-without"), "Every column needs a heading"),
    ],
)
def test_figures_that_cannot_be_drawn_are_refused_next_to_their_table(rows, columns, said):
    """Publishing; a draft keeps what is half done."""
    headings = ["Year", *("" if "without" in kind else "Children" for kind in columns[1:])]
    form = nested_form_data({"b": figures_form(rows, tuple(c.split("-")[0] for c in columns), tuple(headings))})
    block = FiguresBlock()
    value = block.value_from_datadict(form, {}, "b")
    if said is None:
        assert block.clean(value)
        return
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert said in str(refused.value.as_json_data()["blockErrors"]["table"])
    if said != "Enter a number.":
        assert block.clean_deferred(block.value_from_datadict(form, {}, "b"))


def test_a_changed_number_is_a_changed_paragraph():
    """So that a comparison of two versions shows it."""
    block = FiguresBlock()
    _, value = figures(("2024", 5.0), ("2025", 7.25))
    assert list(paragraphs(block, block.to_python(value)))[2:5] == ["Year | Children", "2024 | 5", "2025 | 7.25"]


def test_the_address_of_a_report_is_its_years(sites):
    """It comes by itself, whatever the form makes of the title; another one is refused with what to write."""
    home = sites.home("essex")
    report = make_report(home, 2025, title="Our annual report", slug="our-annual-report")
    assert report.slug == "2024-2025"
    for slug, wrong in (("2024-2025-easy-read", False), ("2023-2024", True), ("report", True), ("latest", True)):
        report.slug = slug
        if wrong:
            with pytest.raises(ValidationError, match="slug"):
                report.full_clean()
        else:
            report.full_clean()
    for first, last in ((2025, 2024), (2020, 2025), (24, 25)):
        with pytest.raises(ValidationError):
            AnnualReportPage(title="R", slug=f"{first}-{last}", first_year=first, last_year=last).clean()


def test_a_report_stands_in_its_section_and_a_chapter_in_its_report(sites):
    section = report_index(sites.home("essex"))
    report = make_report(sites.home("essex"))
    assert AnnualReportPage.can_create_at(section) and not AnnualReportPage.can_create_at(sites.home("essex"))
    assert ReportChapterPage.can_create_at(report) and not ReportChapterPage.can_create_at(section)
    with pytest.raises(ValidationError, match="another page of each report"):
        make_chapter(report, "Whole", slug="whole")


def test_an_own_report_in_place_of_a_shared_one_begins_without_its_file_and_its_day(sites):
    assert {"document", "file_wanted", "published_on", "in_file"} <= set(AnnualReportPage.exclude_fields_in_copy)


def test_a_shared_report_may_be_replaced_whole_and_a_chapter_of_it_noted_only(sites, sign_in):
    """A chapter of a partnership's own belongs in a report of its own."""
    shared = make_report(sites.home("set"))
    chapter = make_chapter(shared, "Training")
    user = sign_in("Thurrock publishers").staff
    steps = {page.slug: OurSite(sites.partnership("thurrock")).steps(page, user) for page in (shared, chapter)}
    assert steps == {
        "2024-2025": [Step.NOTE, Step.REPLACE, Step.OFF],
        "training": [Step.NOTE, Step.OFF],
    }
    own = OurSite(sites.partnership("thurrock")).take(Step.REPLACE, shared, user)
    assert (own.slug, own.live, own.get_parent().slug) == ("2024-2025", False, "annual-reports")


def test_a_draft_is_previewed_with_its_chapters_and_figures(report, sign_in):
    """As it will be read, before anything is published."""
    report.body = [figures(("2024", 5), ("2025", 7))]
    report.save_revision()
    client = sign_in("Thurrock publishers")
    page = text(client.get(reverse("wagtailadmin_pages:view_draft", args=[report.pk])))
    assert "Bar chart" in page and 'id="chapters"' in page
    chapter = ReportChapterPage.objects.child_of(report).get()
    assert "Training together" in text(client.get(reverse("wagtailadmin_pages:view_draft", args=[chapter.pk])))
