"""The words in a document's file: read page by page in the background, whatever the file is, and kept for whoever looks."""

import pytest

from library.extraction import read_document
from library.models import Document, Reading
from portal.models import Passage

from . import build, files

pytestmark = pytest.mark.django_db


def read(content: bytes, ending: str, title: str = "Paper") -> Document:
    document = build.make_document(title, content, ending)
    read_document.enqueue(document.pk)
    document.refresh_from_db()
    return document


def units(document: Document) -> list[tuple[str, str]]:
    return [(unit.label, unit.text) for unit in document.units.all()]


READ = {
    "pdf": (files.pdf(["First page.", "", "Third page."], title="Inside"), 3, [("page 1", "First page."), ("page 3", "Third page.")]),
    "docx": (
        files.docx("One.", "Two.", header="Above", table=[["Who", "When"], ["LADO", "today"]], title="Inside"),
        None,
        [("", "Above\nOne.\nTwo.\nWho\nWhen\nLADO\ntoday")],
    ),
    "odt": (files.odt("One.", "Two<text:s/>words.", title="Inside"), None, [("", "One.\nTwo words.")]),
    "pptx": (files.pptx("First\nPoint", "Second\nNext", title="Inside"), 2, [("slide 1", "First\nPoint"), ("slide 2", "Second\nNext")]),
    "xlsx": (
        files.xlsx(Costs=[["Item", "Price"], ["Book", 12]], Empty=[], Notes=[["Read me"]], title="Inside"),
        3,
        [("sheet Costs", "Item | Price\nBook | 12"), ("sheet Notes", "Read me")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_every_kind_is_read_page_by_page(kind):
    content, pages, expected = READ[kind]
    document = read(content, kind)
    assert (document.kind, document.reading, document.pages) == (kind, Reading.READ, pages)
    assert units(document) == expected
    assert document.title_inside == "Inside"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a,b\n1,caf\xc3\xa9\n", "a,b\n1,café"), ("“x”".encode("cp1252"), "“x”"), ("ü".encode("utf-16"), "ü")],
)
def test_text_is_read_in_the_encodings_people_have(content, words):
    assert units(read(content, "csv")) == [("", words)]


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept():
    """So that two versions can be compared paragraph by paragraph, however their lines are broken."""
    text = (
        "Anybody who works with a child and is worried about the safety of that child\n"
        "tells the designated lead of the organisation on the same day, and writes down\n"
        "what was seen.\n"
        "The lead decides who is told, and when. Nobody waits for certainty before they\n"
        "speak to children's services about it.\n"
        "1. Write it down.\n"
        "2. Sign it."
    )
    (unit,) = units(read(files.pdf([text]), "pdf"))
    first, second, *rest = unit[1].split("\n")
    assert first.startswith("Anybody") and first.endswith("what was seen.")
    assert second.startswith("The lead") and second.endswith("about it.")
    assert rest == ["1. Write it down.", "2. Sign it."]


NOT_READ = {
    "a scan": (lambda: files.scanned(), "pdf", Reading.NO_TEXT, ""),
    "a PDF with a password": (lambda: files.pdf(password="x"), "pdf", Reading.LOCKED, ""),
    "a Word file with a password": (lambda: files.locked_office(), "docx", Reading.LOCKED, ""),
    "an OpenDocument text with a password": (
        lambda: files.odt("x", manifest="<encryption-data/>"),
        "odt",
        Reading.LOCKED,
        "",
    ),
    "half a PDF": (lambda: files.pdf(["Words."])[:60], "pdf", Reading.FAILED, "damaged or incomplete"),
    "half a Word file": (lambda: files.docx("Words.")[:9000], "docx", Reading.FAILED, "damaged or incomplete"),
    "a bomb": (lambda: files.bomb(), "docx", Reading.FAILED, "far more than a document holds"),
    "letters without end": (lambda: files.entities(), "odt", Reading.FAILED, ""),
    "nonsense": (lambda: b"%PDF-1.7 nonsense", "pdf", Reading.FAILED, ""),
}


@pytest.mark.parametrize("what", NOT_READ)
def test_what_cannot_be_read_says_why_and_keeps_its_file(what, sites):
    """Nobody's upload stops the worker; the file stays, and is found by its title."""
    make, ending, state, reason = NOT_READ[what]
    content = make()
    document = read(content, ending, "Damaged paper")
    assert document.reading == state or (state == Reading.FAILED and document.reading == Reading.NO_TEXT and not reason)
    assert reason in document.reason
    assert units(document) == []
    assert document.file.storage.open(document.file.name).read() == content
    assert Passage.objects.get(source=f"document:{document.pk}").title == "Damaged paper"
