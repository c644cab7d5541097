"""Makes the files of the demonstration procedure: a PDF and a Word file in two versions, the same bytes every time.

    python bin/demonstration_files.py

They are for tests and development only, about a procedure that does not exist, and say so on every page. Needs Chromium;
which fonts it finds decides the bytes of the PDF, nothing else does.
"""

import shutil
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

import pikepdf
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "demonstration"
TITLE = "Demonstration procedure: lost property at a swimming pool"
NOTICE = "Demonstration only. Not a real procedure."
NAME = "lost-property"

Sections = list[tuple[str, list[str]]]

PURPOSE = (
    "What this procedure is for",
    [
        "This procedure shows how the portal keeps, compares and searches documents. The swimming pool in it does not exist, "
        "and nobody needs to follow it.",
        "It tells the imagined staff of the pool what to do with things that swimmers leave behind: towels, goggles, shoes, "
        "books and the odd umbrella.",
        "It covers the changing rooms, the café and the garden. It does not cover the car park.",
    ],
)
FOUND = [
    "Whoever finds a thing takes it to the front desk before the end of the shift.",
    "Wet towels are wrung out first and hung on the blue rail behind the desk.",
    "The finder writes a line in the green book: what it is, where it lay and at what time.",
    "Things that smell are put in a bucket with a lid.",
]
KEPT = [
    "Every thing gets a paper label with the number of its line in the green book.",
    "Small things go into the glass jar, large ones on the wooden shelf.",
    "Goggles are kept for 14 days, everything else for 28 days.",
    "The shelf is tidied on the first Monday of the month.",
    "A rubber duck is never thrown away. It is put back in the paddling pool.",
]
RETURNED = [
    "A swimmer who asks for a thing describes it before it is shown: its colour, its size and any pattern.",
    "If the description fits, the thing is handed over and the line in the green book is crossed out.",
    "If two swimmers describe the same umbrella, the desk waits for rain and sees who comes back.",
    "Nothing is sent by post.",
]
LEFT_OVER = [
    "What nobody asked for goes to the jumble sale in the spring.",
    "Books are read by the lifeguards first, on land.",
    "The takings of the jumble sale buy new armbands.",
]
WORDS = [
    "Finder: whoever found the thing.",
    "Green book: the book in which found things are written down. Its cover has faded to grey.",
    "Zanderflap: a word that stands in this document once, so that a search for it has one answer.",
]
CONTROL = [
    "Owner: the imagined manager of the pool.",
    "To be reviewed when the pool exists.",
]


@dataclass(frozen=True)
class Version:
    number: int
    day: datetime
    sections: Sections


FIRST = Version(
    1,
    datetime(2024, 4, 1, 9),
    [
        PURPOSE,
        ("Finding things", FOUND),
        ("Keeping things", KEPT),
        ("Giving things back", RETURNED),
        ("What is left over", LEFT_OVER),
        ("Words used", WORDS),
        ("Document control", CONTROL),
    ],
)
# Words edited in “Finding” and “Keeping”; a paragraph of “Keeping” added, one removed; the duck moved to “Left over”;
# “Giving things back” renamed and put before “Keeping things”.
SECOND = Version(
    2,
    datetime(2025, 7, 1, 9),
    [
        PURPOSE,
        ("Finding things", [FOUND[0].replace("the end of the shift", "the next break"), *FOUND[1:]]),
        ("Returning things to their owners", RETURNED),
        (
            "Keeping things",
            [
                *KEPT[:2],
                KEPT[2].replace("14 days", "21 days"),
                "Telephones are switched off and locked in the drawer under the till.",
            ],
        ),
        ("What is left over", [LEFT_OVER[0], KEPT[4], *LEFT_OVER[1:]]),
        ("Words used", WORDS),
        ("Document control", CONTROL),
    ],
)
NEW_PAGE = {"Keeping things", "What is left over", "Words used"}  # the sections that begin a page

STYLE = """
  @page { size: A4; margin: 25mm 22mm; }
  body { font: 12pt/1.6 "DejaVu Sans", sans-serif; color: #222; }
  h1 { font-size: 22pt; line-height: 1.2; }
  h2 { font-size: 15pt; margin-top: 24pt; }
  .page { break-before: page; }
"""
EDGE = '<div style="font-size: 8pt; width: 100%; text-align: center">{}</div>'


def numbered(version: Version) -> list[tuple[str, str, list[str]]]:
    """The sections with their numbers: heading as it reads, heading as it is called, paragraphs."""
    return [(f"{n}. {heading}", heading, texts) for n, (heading, texts) in enumerate(version.sections, 1)]


def issue(version: Version) -> str:
    return f"Issue {version.number}, {version.day.day} {version.day:%B %Y}"


def as_html(version: Version) -> str:
    parts = [f"<h1>{escape(TITLE)}</h1><p>{issue(version)}</p>"]
    for reads, heading, texts in numbered(version):
        parts.append(f"<h2{' class=page' if heading in NEW_PAGE else ''}>{escape(reads)}</h2>")
        parts += [f"<p>{escape(text)}</p>" for text in texts]
    head = f"<title>{escape(TITLE)}</title><style>{STYLE}</style>"
    return f"<!DOCTYPE html><html lang=en-GB><meta charset=utf-8>{head}<body>{''.join(parts)}"


def write_pdf(version: Version, path: Path) -> None:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        sys.exit("No Chromium. On Debian or Ubuntu: apt-get install chromium")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        printed = Path(temporary) / "printed.pdf"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(as_html(version))
        page.pdf(
            path=printed,
            tagged=True,
            outline=True,
            prefer_css_page_size=True,
            display_header_footer=True,
            header_template=EDGE.format(NOTICE),
            footer_template=EDGE.format(
                f'{issue(version)}, page <span class="pageNumber"></span> of <span class="totalPages"></span>'
            ),
        )
        browser.close()
        with pikepdf.open(printed) as pdf:
            date = version.day.strftime("D:%Y%m%d%H%M%S+00'00'")
            for name in list(pdf.docinfo):
                del pdf.docinfo[name]
            pdf.docinfo.update({"/Title": TITLE, "/CreationDate": date, "/ModDate": date})
            pdf.Root.Lang = pikepdf.String("en-GB")
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
            pdf.remove_unreferenced_resources()
            pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def write_docx(version: Version, path: Path) -> None:
    document = Document()
    facts = document.core_properties
    facts.title, facts.language, facts.author, facts.comments = TITLE, "en-GB", "", NOTICE
    facts.created = facts.modified = version.day
    facts.revision = version.number
    for language in (
        *document.styles.element.iter(qn("w:lang")),
        *document.settings.element.iter(qn("w:themeFontLang")),
    ):
        language.set(qn("w:val"), "en-GB")
    section = document.sections[0]
    section.header.paragraphs[0].text = NOTICE
    section.footer.paragraphs[0].text = issue(version)
    document.add_heading(TITLE, 0)
    document.add_paragraph(issue(version))
    for reads, heading, texts in numbered(version):
        document.add_heading(reads, 1).paragraph_format.page_break_before = heading in NEW_PAGE
        for text in texts:
            document.add_paragraph(text)
    with tempfile.TemporaryFile() as saved:
        document.save(saved)
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, date_time=version.day.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, source.read(name))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for version in (FIRST, SECOND):
        for write, suffix in ((write_pdf, "pdf"), (write_docx, "docx")):
            path = folder / f"{NAME}-issue-{version.number}.{suffix}"
            write(version, path)
            print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
