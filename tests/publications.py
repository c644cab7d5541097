"""Builders of annual reports: a site's section, a report, its chapters, a block of figures."""

from wagtail.models import Collection, Site

from portal.models import BasePage, HomePage
from publications.models import AnnualReportIndexPage, AnnualReportPage, ReportChapterPage

from . import build

KINDS = [
    "/annual-reports/",
    "/annual-reports/2024-2025/",
    "/annual-reports/2024-2025/training/",
    "/annual-reports/2024-2025/whole/",
    "/annual-reports/2023-2024/",
]


def report_index(home: HomePage) -> BasePage:
    """The page the site's reports hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}annual-reports/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        summary = "What each year’s work was, and what it changed."
        return build.add(home, AnnualReportIndexPage(title="Annual reports", slug="annual-reports", summary=summary))
    return build.make_note(home, "annual-reports")


def make_report(home: HomePage, last_year: int = 2025, live: bool = True, **fields) -> AnnualReportPage:
    """A report of that site for the year that ends in `last_year`, at an address that follows from its years."""
    fields = {
        "first_year": last_year - 1,
        "last_year": last_year,
        "summary": "What we did, and what it changed.",
        **fields,
    }
    fields.setdefault("title", f"Annual report {fields['first_year']} to {last_year}")
    return build.add(report_index(home), AnnualReportPage(**fields), live)


def make_chapter(report: AnnualReportPage, title: str, *body: tuple, live: bool = True, **fields) -> ReportChapterPage:
    body = body or (build.section("What we did", f"About {title}."),)
    fields = {"slug": title.lower().replace(" ", "-"), "summary": f"{title} in the year.", **fields}
    return build.add(report, ReportChapterPage(title=title, body=list(body), **fields), live)


def figures(*rows: tuple, columns: tuple = ("Children",), **fields) -> tuple:
    """A block of figures; each row as its label and a number for each column: `("2024", 12)`."""
    table = {
        "columns": [{"type": "label", "heading": "Year"}, *({"type": "number", "heading": each} for each in columns)],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }
    value = {
        "heading": "Children with a plan",
        "said": "More children had a plan than the year before.",
        "drawn": "bars",
        "unit": "",
        "source": "Invented for a test, 2025",
        "table": table,
    }
    return ("figures", {**value, **fields})


def furnish(sites: build.Sites) -> None:
    """A report with chapters, drawn figures and a file; one that is only named; on SET's site."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")  # a browser test before emptied every table
    home = sites.home("set")
    areas = ("Southend", "Thurrock", "Essex", "SET")
    years = [(f"{year} to {year + 1}", *(year % 7 * 10 + area * 20 for area in range(4))) for year in range(2019, 2025)]
    lead = [
        build.section("Foreword", "A year of work."),
        ("section", {"heading": "Key figures", "content": [figures(("2023", 31), ("2024", 40), unit="children")]}),
    ]
    report = make_report(
        home, 2025, body=lead, document=build.make_document("Annual report", b"%PDF-1.7"), in_file=("money",)
    )
    make_chapter(report, "Training", contains=("training", "done"))
    make_chapter(report, "Voices", figures(*years, columns=areas, drawn="lines"), build.section("Heard", "They said."))
    make_report(home, 2024, file_wanted=True)
