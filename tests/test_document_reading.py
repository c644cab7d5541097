"""The words in a document's file: read page by page in the background, whatever the file is, and kept for whoever looks."""

import subprocess
from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from library.extraction import keep, read_document, reading_of
from library.models import Document, Reading
from library.reading.tidy import paragraphs
from portal import tick
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
    "pdf": (
        files.pdf(["First page.", "", "Third page."], title="Inside"),
        3,
        [("page 1", "First page."), ("page 3", "Third page.")],
    ),
    "docx": (
        files.docx("One.", "Two.", header="Above", table=[["Who", "When"], ["LADO", "today"]], title="Inside"),
        None,
        [("", "Above\nOne.\nTwo.\nWho\nWhen\nLADO\ntoday")],
    ),
    "odt": (files.odt("One.", "Two<text:s/>words.", title="Inside"), None, [("", "One.\nTwo words.")]),
    "pptx": (
        files.pptx("First\nPoint", "Second\nNext", title="Inside"),
        2,
        [("slide 1", "First\nPoint"), ("slide 2", "Second\nNext")],
    ),
    "xlsx": (
        files.xlsx(Costs=[["Item", "Price"], ["Book", 12]], Empty=[], Notes=[["Read me"]], title="Inside"),
        3,
        [("sheet Costs", "Item | Price\nBook | 12"), ("sheet Notes", "Read me")],
    ),
}


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


LINE = "Words that fill the whole width of a line on paper, from one margin to the other"


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        ("and go on in the next.", True),
        ("it. Then another sentence.", True),
        ("2024 and later.", True),
        ("18 May 2024.", True),
        ("• A point.", False),
        ("1. A step.", False),
        ("a) A step.", False),
        ("(iv) A step.", False),
        ("2.3.4 A heading", False),
        ("", False),
    ],
)
def test_where_a_paragraph_begins(second, joined):
    """Not by every number at the beginning of a line."""
    rows = [LINE, LINE, second or f"\n{LINE}"]
    assert (len(paragraphs("\n".join(rows)).split("\n")) == 1) == joined


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
    "letters without end": (lambda: files.entities(), "odt", Reading.FAILED, "damaged, or not quite"),
    "pages in a circle": (files.in_a_circle, "pdf", Reading.FAILED, "damaged or incomplete"),
    "a PDF without pages": (lambda: files.pdf([]), "pdf", Reading.FAILED, "it has no pages"),
    "nonsense": (lambda: b"%PDF-1.7 nonsense", "pdf", Reading.FAILED, "damaged or incomplete"),
}


@pytest.mark.parametrize("what", NOT_READ)
def test_what_cannot_be_read_says_why_and_keeps_its_file(what, sites):
    """Nobody's upload stops the worker; the file stays, and is found by its title."""
    make, ending, state, reason = NOT_READ[what]
    content = make()
    document = read(content, ending, "Damaged paper")
    assert document.reading == state
    assert reason in document.reason
    assert units(document) == []
    assert document.file.storage.open(document.file.name).read() == content
    assert Passage.objects.get(source=f"document:{document.pk}").title == "Damaged paper"


def test_the_worker_does_not_wait_for_ever_nor_give_all_its_memory(monkeypatch, sites):
    """Limits of time hold in the process that reads; the task ends, and says what happened."""
    monkeypatch.setattr("library.extraction.SECONDS", 1)
    endless = files.pdf(["Words in a row.\n" * 300_000])
    document = read(endless, "pdf")
    assert (document.reading, document.reason) == (Reading.FAILED, "it takes too long to read")
    monkeypatch.setattr("library.extraction.PATIENCE", 0.05)
    Document.objects.update(reason="")
    read_document.enqueue(document.pk)
    document.refresh_from_db()
    assert document.reason == "it takes too long to read"


def test_the_process_that_reads_knows_no_secret(monkeypatch, sites):
    """It gets the file, its kind and nothing of the portal's environment."""
    run = mock.Mock(side_effect=subprocess.run)
    monkeypatch.setattr("library.extraction.subprocess.run", run)
    assert read(files.pdf(), "pdf").reading == Reading.READ
    assert run.call_args.kwargs["env"] == {}


def test_500_pages_are_read_and_each_can_be_found(sites):
    """SE1: what is said on page 437 is found there, and the address leads to that page of the PDF."""
    pages = [f"Page {number} is about something else." for number in range(1, 501)]
    pages[436] = "Bruising in babies who do not move by themselves."
    document = read(files.pdf(pages), "pdf", "Long paper")
    assert (document.pages, document.units.count()) == (500, 500)
    (found,) = Passage.objects.filter(source=f"document:{document.pk}", text__contains="Bruising")
    assert (found.title, found.place, found.fragment) == ("Long paper", "page 437", "page=437")
    assert (found.kind, found.document) == ("document", document.pk)


@pytest.mark.parametrize("kind", ["docx", "odt", "pptx", "xlsx", "txt"])
def test_only_a_pdf_is_opened_at_a_page(kind, sites):
    made = {
        "docx": files.docx("Words."),
        "odt": files.odt("Words."),
        "pptx": files.pptx("Words."),
        "xlsx": files.xlsx(Costs=[["Words."]]),
        "txt": b"Words.",
    }
    document = read(made[kind], kind)
    (found,) = Passage.objects.filter(source=f"document:{document.pk}")
    assert found.fragment == "" and found.text == "Words."
    assert found.place == {"pptx": "slide 1", "xlsx": "sheet Costs"}.get(kind, "")


def test_words_from_right_to_left_are_in_the_order_they_are_read(sites):
    """In a PDF, where letters are drawn as they are seen, and in a Word file."""
    shalom = "\u05e9\u05dc\u05d5\u05dd"
    assert units(read(files.hebrew(), "pdf")) == [("page 1", shalom)]
    arabic = "\u062d\u0645\u0627\u064a\u0629 \u0627\u0644\u0637\u0641\u0644"
    assert units(read(files.docx(f"{arabic} (CP)."), "docx")) == [("", f"{arabic} (CP).")]


@pytest.mark.parametrize("marks", [{}, {"tagged": True}, {"title": "Inside"}, {"tagged": True, "title": "Inside"}])
def test_whether_a_pdf_is_built_for_screen_readers(marks, sites):
    document = read(files.pdf(**marks), "pdf")
    assert (document.tagged, document.title_inside) == (marks.get("tagged", False), marks.get("title", ""))
    assert document.is_hard_to_hear == (len(marks) < 2)


def test_a_mark_that_says_no_is_no(sites):
    content = files.pdf(title="Inside", tagged=True).replace(b"/Marked true", b"/Marked false ")
    assert read(content, "pdf").tagged is False


def test_a_file_locked_only_against_printing_is_read(sites):
    assert units(read(files.pdf(["Open words."], owner="x"), "pdf")) == [("page 1", "Open words.")]


def test_a_pdf_cut_off_in_the_middle_gives_what_is_left(sites):
    whole = files.pdf(["Words on a page."] * 10)
    document = read(whole[: len(whole) * 2 // 3], "pdf")
    assert document.reading == Reading.READ and 0 < document.units.count() <= 10


def test_what_nobody_can_store_or_read_is_left_out(sites):
    """No signs that a database refuses; ligatures as letters, so that search finds the word."""
    document = read("con\ufb01dential\u00ad ly\u200b\r\n\r\n  a\tb ".encode(), "txt")
    assert units(document) == [("", "confidential ly\na b")]


def test_what_is_deleted_from_a_document_is_not_read(sites):
    """Struck-out words and comments are no part of what it says."""
    struck = "<text:tracked-changes><text:p>Gone</text:p></text:tracked-changes>"
    comment = "<office:annotation><text:p>Why?</text:p></office:annotation>"
    text = files.odt(f"Stays.</text:p>{struck}<text:p>Too{comment}.")
    assert units(read(text, "odt")) == [("", "Stays.\nToo.")]


def test_it_is_read_in_the_background_after_the_upload(sites, django_capture_on_commit_callbacks):
    """As soon as what was saved can be seen by the worker, and not before."""
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        document = build.make_document("Paper", files.pdf())
    assert document.reading == Reading.WAITING and callbacks
    for callback in callbacks:
        callback()
    document.refresh_from_db()
    assert document.reading == Reading.READ


def test_a_new_file_is_read_and_an_answer_that_comes_late_is_not_kept(sites):
    document = read(files.pdf(["Old words."]), "pdf")
    late = Document.objects.get(pk=document.pk)
    document.file = ContentFile(files.pdf(["New words."]), name="new.pdf")
    document.save()
    assert document.reading == Reading.WAITING
    assert not Passage.objects.filter(text__contains="words").exists()
    keep(late, reading_of(late))
    document.refresh_from_db()
    assert document.reading == Reading.WAITING
    read_document.enqueue(document.pk)
    assert units(document) == [("page 1", "New words.")]


def test_a_new_title_is_found_at_once_and_a_deleted_document_never(sites):
    document = read(files.pdf(["Words."]), "pdf")
    document.title = "Another title"
    document.save()
    assert Passage.objects.get().title == "Another title" and Passage.objects.get().text == "Words."
    document.delete()
    assert not Passage.objects.exists()


def test_the_command_reads_what_waits_and_again_everything(sites):
    """One line for each that has no words to be found."""
    build.make_document("Good", files.pdf())
    build.make_document("Scan", files.scanned())
    missing = build.make_document("Missing", files.pdf())
    missing.file.storage.delete(missing.file.name)

    def run(*arguments: str) -> list[str]:
        out = StringIO()
        call_command("read_documents", *arguments, stdout=out, stderr=StringIO())
        return out.getvalue().splitlines()

    lines = [
        "Scan (scan.pdf): no text in it",
        "Missing (missing.pdf): cannot be read: the file is not where it should be",
    ]
    assert run() == lines
    assert run() == []
    assert run("--again") == lines


def test_what_was_lost_with_a_worker_is_put_by_again(sites):
    """After ten minutes, and then not every minute."""
    document = build.make_document("Paper", files.pdf())
    now = timezone.now()
    with mock.patch("library.extraction.read_document") as task:
        tick.minute.send(None, at=timezone.localtime(now + timedelta(minutes=9)))
        assert task.enqueue.call_count == 0
        for minute in (11, 12, 13):
            tick.minute.send(None, at=timezone.localtime(now + timedelta(minutes=minute)))
        assert [call.args for call in task.enqueue.call_args_list] == [(document.pk,)]
