"""The files of the demonstration procedure are what tests and developers take them for."""

from collections import Counter
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest
from django.conf import settings
from docx import Document

from procedures.comparison import Became, Section, compare_chapters, compare_documents

FOLDER = settings.BASE_DIR / "fixtures" / "demonstration"
TITLE = "Demonstration procedure: lost property at a swimming pool"
NOTICE = "Demonstration only. Not a real procedure."
DAYS = {1: datetime(2024, 4, 1, 9, tzinfo=UTC), 2: datetime(2025, 7, 1, 9, tzinfo=UTC)}
CHANGES = {Became.CHANGED: 2, Became.ADDED: 1, Became.REMOVED: 1}
DUCK = "A rubber duck is never thrown away. It is put back in the paddling pool."


def pdf_pages(number: int) -> list[Section]:
    reader = pypdf.PdfReader(FOLDER / f"lost-property-issue-{number}.pdf")
    texts = [page.extract_text() for page in reader.pages]
    return [Section("", f"page {n}", text.splitlines()) for n, text in enumerate(texts, 1)]


def word_sections(number: int) -> list[Section]:
    sections: list[Section] = []
    for paragraph in Document(str(FOLDER / f"lost-property-issue-{number}.docx")).paragraphs:
        if paragraph.style.name == "Heading 1":
            place, heading = paragraph.text.split(". ", 1)
            sections.append(Section("", heading, [], place))
        elif sections:
            sections[-1] = Section(
                "", sections[-1].heading, [*sections[-1].paragraphs, paragraph.text], sections[-1].number
            )
    return sections


def test_there_are_four_small_files():
    files = sorted(FOLDER.iterdir())
    assert [path.name for path in files] == [
        *("lost-property-issue-1.docx", "lost-property-issue-1.pdf"),
        *("lost-property-issue-2.docx", "lost-property-issue-2.pdf"),
    ]
    assert all(path.stat().st_size < 150_000 for path in files)


@pytest.mark.parametrize("number", DAYS)
def test_the_pdf_is_tagged_titled_and_says_its_language(number):
    with pikepdf.open(FOLDER / f"lost-property-issue-{number}.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert set(pdf.docinfo) == {"/Title", "/CreationDate", "/ModDate"}
    facts = pypdf.PdfReader(FOLDER / f"lost-property-issue-{number}.pdf").metadata
    assert (facts.title, facts.creation_date) == (TITLE, DAYS[number])


@pytest.mark.parametrize("number", DAYS)
def test_every_page_of_the_pdf_says_that_it_is_no_procedure(number):
    pages = pdf_pages(number)
    assert len(pages) >= 4
    assert all(NOTICE in page.paragraphs for page in pages)


@pytest.mark.parametrize("number", DAYS)
def test_the_word_file_is_titled_dated_and_headed(number):
    """Several pages, each with the notice in its head."""
    document = Document(str(FOLDER / f"lost-property-issue-{number}.docx"))
    facts = document.core_properties
    assert (facts.title, facts.language, facts.created) == (TITLE, "en-GB", DAYS[number])
    assert document.sections[0].header.paragraphs[0].text == NOTICE
    assert sum(paragraph.paragraph_format.page_break_before is True for paragraph in document.paragraphs) == 3


def test_the_word_files_differ_as_said():
    """Words edited, a paragraph added, removed and moved, a section renamed and renumbered."""
    comparison = compare_chapters(word_sections(1), word_sections(2))
    assert comparison.counts == Counter(
        CHANGES | {Became.MOVED: 1, Became.LEFT: 1, Became.SAME: comparison.counts["same"]}
    )
    assert {str(section): section.labels for section in comparison.changed} == {
        "2 Finding things": ["changed"],
        "3 Returning things to their owners": ["renamed", "was 4, now 3"],
        "4 Keeping things": ["changed", "moved from 3 to 4"],
        "5 What is left over": ["changed"],
    }
    moved = [each for section in comparison.sections for each in section.paragraphs if each.became == Became.MOVED]
    assert [(each.text, each.place) for each in moved] == [(DUCK, "3 Keeping things")]


def test_the_pdfs_differ_in_the_same_words():
    """Though their lines and pages break elsewhere."""
    comparison = compare_documents(pdf_pages(1), pdf_pages(2))
    told = {
        became: {each.text for section in comparison.sections for each in section.paragraphs if each.became == became}
        for became in Became
    }
    assert DUCK in told[Became.MOVED]
    assert "Telephones are switched off and locked in the drawer under the till." in told[Became.ADDED]
    assert "The shelf is tidied on the first Monday of the month." in told[Became.REMOVED]
    assert not any("umbrella" in text for text in told[Became.CHANGED] | told[Became.ADDED] | told[Became.REMOVED])
    assert NOTICE in comparison.left_out
