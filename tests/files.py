"""Files of every kind, made for a test: real ones, broken ones, hostile ones."""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from docx import Document as Word
from openpyxl import Workbook
from pikepdf import Dictionary, Name
from pptx import Presentation

PAGE = (595, 842)  # A4, in points


def font(**kwargs) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding, **kwargs
    )


# A font whose codes 1 to 4 stand for the Hebrew word “shalom”, drawn from left to right as it is seen.
HEBREW = dict(enumerate("םולש", 1))


def pdf(
    pages: Sequence[str] = ("Words.",), title: str = "", tagged: bool = False, password: str = "", **kwargs
) -> bytes:
    """A PDF with a page for each text, whose lines are the text's own. `owner="x"` locks printing only."""
    document = pikepdf.new()
    letters = document.make_indirect(font())
    for text in pages:
        rows = b" T* ".join(b"(" + row.encode("cp1252", "replace") + b") Tj" for row in text.splitlines())
        content = b"BT /F1 11 Tf 14 TL 50 780 Td " + rows + b" ET"
        add_page(document, content, Dictionary(Font=Dictionary(F1=letters)))
    return finished(document, title, tagged, password, **kwargs)


def add_page(document: pikepdf.Pdf, content: bytes, resources: Dictionary) -> None:
    page = document.add_blank_page(page_size=PAGE)
    page.Resources = resources
    page.Contents = document.make_stream(content)


def finished(document: pikepdf.Pdf, title: str, tagged: bool, password: str, owner: str = "") -> bytes:
    if title:
        document.docinfo["/Title"] = title
    if tagged:
        document.Root.MarkInfo = Dictionary(Marked=True)
        document.Root.StructTreeRoot = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    locked = pikepdf.Encryption(user=password, owner=owner or password) if password or owner else None
    out = BytesIO()
    document.save(out, encryption=locked or False)
    return out.getvalue()


def scanned(pages: int = 2) -> bytes:
    """A PDF of pictures of pages, as a scanner makes it."""
    document = pikepdf.new()
    for _ in range(pages):
        picture = document.make_stream(
            zlib.compress(bytes(100 * 100)),
            Type=Name.XObject, Subtype=Name.Image, Width=100, Height=100, ColorSpace=Name.DeviceGray,
            BitsPerComponent=8, Filter=Name.FlateDecode,
        )  # fmt: skip
        add_page(document, b"q 500 0 0 700 50 50 cm /Im Do Q", Dictionary(XObject=Dictionary(Im=picture)))
    return finished(document, "", False, "")


def in_a_circle() -> bytes:
    """A PDF whose list of pages holds itself."""
    document = pikepdf.open(BytesIO(pdf()))
    document.Root.Pages.Kids.append(document.Root.Pages)
    return finished(document, "", False, "")


def hebrew() -> bytes:
    """A PDF with one Hebrew word, whose letters are drawn in the order in which they are seen."""
    document = pikepdf.new()
    rows = "\n".join(f"<{code:02X}> <{ord(letter):04X}>" for code, letter in HEBREW.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(HEBREW)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    letters = font(ToUnicode=document.make_stream(to_unicode.encode()))
    add_page(document, b"BT /F1 11 Tf 50 780 Td <01020304> Tj ET", Dictionary(Font=Dictionary(F1=letters)))
    return finished(document, "", False, "")


def docx(*paragraphs: str, title: str = "", header: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    word = Word()
    word.core_properties.title = title
    if header:
        word.sections[0].header.paragraphs[0].text = header
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    if table:
        made = word.add_table(len(table), len(table[0]))
        for i, row in enumerate(table):
            for j, cell in enumerate(row):
                made.cell(i, j).text = cell
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def pptx(*slides: str, title: str = "") -> bytes:
    deck = Presentation()
    deck.core_properties.title = title
    for text in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, _, slide.placeholders[1].text = text.partition("\n")
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def xlsx(title: str = "", **sheets: Sequence[Sequence]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    book.properties.title = title
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def odt(*paragraphs: str, title: str = "", manifest: str = "") -> bytes:
    ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    ns += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    body = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ns}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {ns}><office:meta><dc:title>{title}</dc:title></office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": manifest or "<manifest/>",
        }
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def bomb() -> bytes:
    """A Word file whose text unpacks to half a gigabyte; packed it is small."""
    out = BytesIO(docx("A"))
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "word/document.xml"}
    out = BytesIO(zipped(parts))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(512):
            part.write(bytes(1024**2))
    return out.getvalue()


def entities() -> bytes:
    """An OpenDocument text whose few lines of XML stand for billions of letters."""
    lines = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{lines}]>'
    content = (
        f'{head}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>&l9;</text:p></office:document-content>'
    )
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "META-INF/manifest.xml": ""}
    )


def locked_office() -> bytes:
    """What Word makes of a file with a password: not a zip, but a container that names an encrypted one."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def older_word() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000) + "WordDocument".encode("utf-16-le") + bytes(2000)


def mp4() -> bytes:
    """The beginning of a film, and octets that can be told apart."""
    return struct.pack(">I", 24) + b"ftypmp42" + bytes(4) + b"mp42isom" + bytes(range(256)) * 4


def mp3() -> bytes:
    return b"ID3\x03" + bytes(range(256)) * 4
