"""Documents in the admin: what is refused, what is known of a file, what happens when one is replaced or deleted."""

import json
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from library.extraction import read_document
from library.models import Document, FormerFile, Image, Media
from portal.groups import collection_of
from portal.models import BasePage, Passage, StandardPage

from . import build, files

PDF = files.pdf(["Words."])
PNG = get_test_image_file().file.getvalue()


@pytest.fixture
def southend(groups, sites):
    return collection_of(sites.partnership("southend"))


@pytest.fixture
def editor(southend, sign_in):
    return sign_in("Southend editors")


@pytest.fixture
def publisher(southend, sign_in):
    return sign_in("Southend publishers")


def post(client, collection, name: str, content: bytes, address: str = "", **fields):
    data = {"title": "Threshold document", "collection": collection.pk, "tags": "", "language": "en", **fields}
    file = SimpleUploadedFile(name, content)
    return client.post(address or reverse("wagtaildocs:add"), {**data, "file": file})


ACCEPTED = {
    "a.pdf": PDF,
    "locked.pdf": files.pdf(password="x"),
    "a.docx": files.docx("Words."),
    "locked.docx": files.locked_office(),
    "a.odt": files.odt("Words."),
    "a.pptx": files.pptx("Words."),
    "a.xlsx": files.xlsx(Sheet=[["Words"]]),
    "a.csv": b"a,b\n1,2\n",
    "a.txt": "Caf\u00e9".encode("cp1252"),
    "A.PDF": PDF,
}
REFUSED = {
    "a Word file.pdf": (files.docx("Words."), "in it is a file of another kind (Word document)"),
    "a web page.pdf": (b"<html><script>alert(1)</script></html>", "in it is a file of another kind (plain text)"),
    "a PDF.docx": (PDF, "in it is a file of another kind (PDF)"),
    "a spreadsheet.docx": (files.xlsx(Sheet=[["Words"]]), "in it is a file of another kind (Excel spreadsheet)"),
    "a PDF.txt": (PDF, "in it is a file of another kind (PDF)"),
    "older.docx": (files.older_word(), "cannot be recognised"),
    "half.docx": (files.docx("Words.")[:9000], "cannot be recognised"),
    "an archive.docx": (files.zipped({"x": "y"}), "cannot be recognised"),
    "a picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(99), "cannot be recognised"),
    "a program.txt": (b"MZ\x90\x00\x03" + bytes(99), "cannot be recognised"),
    "a program.exe": (b"MZ\x90\x00\x03" + bytes(99), "is not allowed"),
    "macros.docm": (files.docx("Words."), "is not allowed"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_file_is_what_its_name_says(name, editor, southend):
    assert post(editor, southend, name, ACCEPTED[name]).status_code == 302
    document = Document.objects.get()
    assert document.kind == name.rpartition(".")[2].lower()
    assert document.filename == f"threshold-document.{document.kind}"
    assert document.file_size == len(ACCEPTED[name]) and len(document.file_hash) == 40


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_what_its_name_says_is_refused_next_to_the_field(name, editor, southend):
    content, message = REFUSED[name]
    answer = post(editor, southend, name, content)
    assert answer.status_code == 200
    assert message in unescape(answer.context["form"].errors["file"][0])
    assert not Document.objects.exists()


def test_a_macro_file_under_another_name_is_refused(editor, southend):
    parts = files.docx("Words.").replace(b"x", b"x")
    answer = post(
        editor, southend, "a.docx", files.zipped({"[Content_Types].xml": "macroEnabled.main+xml", "x": parts})
    )
    assert "cannot be recognised" in unescape(answer.context["form"].errors["file"][0])


@pytest.mark.parametrize(
    ("name", "content", "taken"),
    [("a.png", PNG, True), ("a.jpg", PNG, False), ("a.png", PDF, False), ("a.png", b"<script>", False)],
)
def test_a_picture_is_what_its_name_says(name, content, taken, editor, southend):
    answer = post(editor, southend, name, content, reverse("wagtailimages:add"), description="")
    assert (answer.status_code == 302) == taken == Image.objects.exists()
    assert taken or "file" in answer.context["form"].errors


def test_a_file_that_is_too_large_is_refused(editor, southend, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    answer = post(editor, southend, "a.pdf", PDF)
    assert "too big" in answer.context["form"].errors["file"][0]


def test_several_at_once_are_looked_at_too(editor, southend):
    """Where Wagtail takes many files, and in the chooser on a page."""
    several = reverse("wagtaildocs:add_multiple")

    def send(name: str, content: bytes) -> dict:
        data = {"files[]": SimpleUploadedFile(name, content), "title": name, "collection": southend.pk}
        return json.loads(editor.post(several, data).content)

    assert not send("a.pdf", files.docx("x"))["success"]
    assert send("a.pdf", PDF)["success"]
    assert Document.objects.get().kind == "pdf"
    chooser = reverse("wagtaildocs_chooser:create")
    fields = {"title": "x", "collection": southend.pk, "file": SimpleUploadedFile("b.pdf", files.docx("x"))}
    fields = {f"document-chooser-upload-{name}": value for name, value in fields.items()}
    assert "another kind" in editor.post(chooser, fields).content.decode()
    assert Document.objects.count() == 1


def test_the_facts_are_read_from_the_file_and_shown(editor, southend):
    post(editor, southend, "a.pdf", files.pdf(["One."] * 48, title="Thresholds", tagged=True))
    document = Document.objects.get()
    read_document.enqueue(document.pk)
    document.refresh_from_db()
    assert (document.pages, document.tagged, document.title_inside) == (48, True, "Thresholds")
    assert document.facts.startswith("PDF, ") and document.facts.endswith(" KB, 48 pages")
    text = editor.get(reverse("wagtaildocs:edit", args=[document.pk])).text
    for words in ("48 pages", "It is tagged", "“Thresholds”", "Read: its words are found by search", document.url):
        assert words in unescape(text)
    listed = editor.get(reverse("wagtaildocs:index")).text
    assert document.facts in listed
    assert document.facts in editor.get(reverse("wagtaildocs:index_results")).text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            files.pdf(password="x"),
            "This file cannot be read: it is locked with a password. It can still be downloaded.",
        ),
        (PDF[:60], "This file cannot be read: it is damaged or incomplete. It can still be downloaded."),
        (files.scanned(), "There is no text in this file; a scan holds only pictures of pages"),
    ],
)
def test_staff_are_told_what_cannot_be_read(content, words, editor, southend):
    post(editor, southend, "a.pdf", content)
    document = Document.objects.get()
    read_document.enqueue(document.pk)
    text = unescape(editor.get(reverse("wagtaildocs:edit", args=[document.pk])).text)
    assert words in " ".join(text.split())


def edit(document: Document) -> str:
    return reverse("wagtaildocs:edit", args=[document.pk])


def test_replacing_a_file_keeps_its_address_changes_its_etag_and_keeps_the_old_file(editor, southend, sites, read):
    """DL2: id, slug and address stay, whatever the title and the upload are called; the old file is for staff."""
    post(editor, southend, "draft v3 FINAL.pdf", PDF)
    document = Document.objects.get()
    read_document.enqueue(document.pk)
    build.make_standard(sites.home("southend"), "Page", "page", build.link_to(document))
    before = read("southend", document.url)
    new = files.pdf(["Other words."])
    assert post(editor, southend, "final.pdf", new, edit(document), title="New title").status_code == 302
    changed = Document.objects.get()
    assert (changed.pk, changed.slug, changed.url) == (document.pk, document.slug, document.url)
    after = read("southend", document.url)
    assert after["ETag"] != before["ETag"]
    assert b"".join(after.streaming_content) == new
    assert after["Content-Disposition"] == 'inline; filename="threshold-document.pdf"'
    (kept,) = FormerFile.objects.all()
    assert (kept.file_hash, kept.file_size, kept.replaced_by) == (document.file_hash, len(PDF), editor.staff)
    address = reverse("library_former_file", args=[kept.pk])
    assert address in editor.get(edit(document)).text
    assert b"".join(editor.get(address).streaming_content) == PDF
    assert read("southend", address).status_code == 302  # to the log-in
    assert changed.reading == "waiting" and not changed.units.exists()
    assert Passage.objects.get(source=f"document:{document.pk}").title == "New title"


def test_a_neighbour_does_not_get_the_old_file(editor, southend, sign_in):
    post(editor, southend, "a.pdf", PDF)
    post(editor, southend, "b.pdf", files.pdf(["Other."]), edit(Document.objects.get()))
    address = reverse("library_former_file", args=[FormerFile.objects.get().pk])
    assert editor.get(address).status_code == 200
    assert sign_in("Thurrock publishers").get(address).status_code in (302, 403)


def test_saving_without_a_new_file_keeps_the_one_there_is(editor, southend):
    post(editor, southend, "a.pdf", PDF)
    document = Document.objects.get()
    data = {"title": "Other", "collection": southend.pk, "tags": "", "language": "pl"}
    assert editor.post(edit(document), data).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.language, document.in_language) == ("Other", "pl", "pl")
    assert document.slug == "threshold-document" and document.file.read() == PDF
    assert not FormerFile.objects.exists()
    answer = editor.post(edit(document), {**data, "language": "Polish!"})
    assert "language" in answer.context["form"].errors


def used(sites, thing) -> list[BasePage]:
    """Pages of Southend and of SET that use the file, each in the way its kind is used."""
    if isinstance(thing, Document):
        body = [("text", f"<p>{build.link_to(thing)}</p>")]
    elif isinstance(thing, Media):
        body = [("recording", {"recording": thing})]
    else:
        body = [
            (
                "elsewhere",
                {"title": "x", "url": "https://example.org/", "publisher": "x", "still": thing, "transcript": "x"},
            )
        ]
    return [
        build.add(sites.home(slug), StandardPage(title=f"Page of {slug}", slug="page", summary="x", body=body))
        for slug in ("southend", "set")
    ]


def make(kind: str, collection):
    if kind == "document":
        return build.make_document("Paper", PDF, collection=collection)
    if kind == "image":
        return build.make_image("Beach", collection)
    return build.make_recording("Film", collection)


DELETE = {
    "document": "wagtaildocs:delete",
    "image": "wagtailimages:delete",
    "recording": "wagtailmedia:delete",
}


@pytest.mark.parametrize("kind", DELETE)
def test_what_is_in_use_is_not_deleted_and_the_places_are_named(kind, publisher, southend, sites):
    """DL2: with links to the places the user may edit; where it is not used any more, it goes."""
    thing = make(kind, southend)
    own, shared = used(sites, thing)
    address = reverse(DELETE[kind], args=[thing.pk])
    for answer in (publisher.get(address), publisher.post(address)):
        assert "It cannot be deleted" in answer.text and "Yes, delete" not in answer.text
        assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[own.pk])}">Page of southend</a>' in answer.text
        assert "Page of set (standard page)" in " ".join(answer.text.split())
    assert type(thing).objects.filter(pk=thing.pk).exists()
    for page in (own, shared):
        page.body = []
        page.save()
    assert "Yes, delete" in publisher.get(address).text
    publisher.post(address)
    assert not type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize(("kind", "app"), [("document", "wagtaildocs"), ("image", "wagtailimages")])
def test_several_are_not_deleted_while_one_of_them_is_in_use(kind, app, publisher, southend, sites):
    thing, other = make(kind, southend), make(kind, southend)
    used(sites, thing)
    several = reverse("wagtail_bulk_action", args=["library", kind, "delete"])
    address = f"{several}?id={thing.pk}&id={other.pk}"
    text = publisher.get(address).text
    assert "It cannot be deleted" in text and "Page of southend" in text and "Yes, delete" not in text
    publisher.post(address)
    assert type(thing).objects.count() == 2
    taken_back = reverse(f"{app}:delete_multiple", args=[thing.pk])
    assert publisher.post(taken_back, headers={"x-requested-with": "XMLHttpRequest"}).status_code in (302, 403)
    assert type(thing).objects.count() == 2
    publisher.post(f"{several}?id={other.pk}")
    assert type(thing).objects.get() == thing


def test_a_resource_keeps_its_document(publisher, southend, sites):
    document = build.make_document("Paper", PDF, collection=southend)
    build.make_resource(sites.site("southend"), "Leaflet", document=document)
    answer = publisher.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert "Leaflet</a> (resource)" in answer.text
    assert Document.objects.exists()


def test_a_neighbours_draft_is_not_named(sites, southend, sign_in):
    """Who may not see a page learns that it is there, not what it is called."""
    shared = build.make_document("Shared", PDF, collection=collection_of(sites.partnership("set")))
    build.make_standard(sites.home("thurrock"), "Secret plan", "secret", build.link_to(shared), live=False)
    text = sign_in("SET publishers").get(reverse("wagtaildocs:delete", args=[shared.pk])).text
    assert "one that you may not see" in text and "Secret plan" not in text


@pytest.mark.parametrize("group", ["Southend editors", "Thurrock publishers"])
def test_recordings_stay_with_their_partnership(group, southend, sign_in, sites):
    film = build.make_recording("Harbour film", southend)
    client, own = sign_in(group), group.startswith("Southend")
    for name, args in (
        ("wagtailmedia:index", []),
        ("wagtailmedia:chooser", []),
        ("wagtailmedia:edit", [film.pk]),
        ("wagtailmedia:media_usage", [film.pk]),
        ("wagtailmedia:media_chosen", [film.pk]),
    ):
        answer = client.get(reverse(name, args=args), headers={"x-requested-with": "XMLHttpRequest"})
        assert ("Harbour film" in answer.content.decode()) == own, name
    client.post(reverse("wagtailmedia:delete", args=[film.pk]))
    assert own or Media.objects.filter(pk=film.pk).exists()


def test_a_former_file_goes_with_its_document(publisher, southend, django_capture_on_commit_callbacks):
    """What is deleted for good leaves no file behind."""
    document = build.make_document("Paper", PDF, collection=southend)
    storage, first = document.file.storage, document.file.name
    post(publisher, southend, "b.pdf", files.pdf(["Other."]), edit(document))
    assert storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert not Document.objects.exists()
    assert not storage.exists(first)


def test_captions_go_with_their_recording(publisher, southend, django_capture_on_commit_callbacks):
    film = build.make_recording("Film", southend, captions=ContentFile(b"WEBVTT", name="c.vtt"))
    storage, name = film.captions.storage, film.captions.name
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(reverse("wagtailmedia:delete", args=[film.pk]))
    assert not Media.objects.exists() and not storage.exists(name)
