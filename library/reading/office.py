"""Word, PowerPoint and Excel files, and OpenDocument text. All are zip archives of XML."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import IO, Any

from docx2python import docx2python
from docx2python.iterators import iter_paragraphs
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation

from .found import Found, Locked, Unit, Unreadable
from .tidy import lines, tidy

LARGEST = 400 * 1024**2  # octets unpacked: an honest file stays far below
PICTURE = re.compile(r"-{4}(?:media/)?[^-\s]+\.\w{2,4}-{4}")
BULLET = re.compile(r"^\s*--\t", re.MULTILINE)

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE, STYLE = f"{{{ODF}text:1.0}}", f"{{{ODF}office:1.0}}", f"{{{ODF}style:1.0}}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
NOT_SHOWN = {f"{TEXT}tracked-changes", f"{OFFICE}annotation"}


def unpackable(file: IO[bytes]) -> bytes:
    """The archive, if it unpacks to something of a sensible size. Raises `Locked` or `Unreadable`."""
    content = file.read()
    if content.startswith(bytes.fromhex("d0cf11e0")):
        raise Locked
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise Unreadable("it unpacks to far more than a document holds")
    except zipfile.BadZipFile as error:
        raise Unreadable("it is damaged or incomplete") from error
    return content


def read_docx(file: IO[bytes]) -> Found:
    with docx2python(BytesIO(unpackable(file))) as document:
        parts = (document.header, document.body, document.footnotes, document.endnotes, document.footer)
        texts = ["".join(paragraph) if isinstance(paragraph, list) else paragraph for paragraph in in_order(parts)]
        said = document.core_properties.get("title", "")
    words = lines(BULLET.sub("• ", PICTURE.sub("", text)) for text in texts)
    return Found([Unit(1, "", words)], title=tidy(said or "")[:255])


def in_order(parts: Iterable[Any]) -> Iterator[Any]:
    """Every paragraph once a part: a header that each section repeats is one."""
    for part in parts:
        yield from iter_paragraphs(part)


def read_pptx(file: IO[bytes]) -> Found:
    deck = Presentation(BytesIO(unpackable(file)))
    units = []
    for number, slide in enumerate(deck.slides, 1):
        texts = [*on(slide.shapes)]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            texts.append(slide.notes_slide.notes_text_frame.text)
        units.append(Unit(number, f"slide {number}", lines(texts)))
    return Found(units, len(units), tidy(deck.core_properties.title or "")[:255])


def on(shapes: Iterable[Any]) -> Iterator[str]:
    """The words on these shapes of a slide, those in groups and tables too."""
    for shape in shapes:
        if getattr(shape, "shapes", None) is not None:
            yield from on(shape.shapes)
        elif getattr(shape, "has_table", False):
            yield from (" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)
        elif shape.has_text_frame:
            yield shape.text_frame.text.replace("\v", "\n")


def read_xlsx(file: IO[bytes]) -> Found:
    book = load_workbook(BytesIO(unpackable(file)), read_only=True, data_only=True)
    units = []
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what the file says of its size may be wrong, or a trap
        units.append(Unit(number, f"sheet {tidy(sheet.title)}", lines(rows(sheet))))
    return Found(units, len(units), tidy(book.properties.title or "")[:255])


def rows(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows(values_only=True):
        cells = [tidy(str(cell)) for cell in row if cell is not None]
        yield " | ".join(cell for cell in cells if cell)


def read_odt(file: IO[bytes]) -> Found:
    with zipfile.ZipFile(BytesIO(unpackable(file))) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Locked
        texts = [*paragraphs(parsed(archive, "content.xml"))]
        names = archive.namelist()
        if "styles.xml" in names:
            masters = parsed(archive, "styles.xml").iter(f"{STYLE}header", f"{STYLE}footer")
            texts += [text for part in masters for text in paragraphs(part)]
        meta = parsed(archive, "meta.xml") if "meta.xml" in names else None
    said = meta.findtext(f".//{TITLE}") if meta is not None else ""
    return Found([Unit(1, "", lines(texts))], title=tidy(said or "")[:255])


def parsed(archive: zipfile.ZipFile, name: str) -> Any:
    """A part of the archive as XML, in which nothing is looked up anywhere."""
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs and headings below this element, without comments and what is struck out."""
    for child in element:
        if child.tag in NOT_SHOWN:
            continue
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield "".join(inline(child))
        else:
            yield from paragraphs(child)


def inline(element: Any) -> Iterator[str]:
    if element.tag in NOT_SHOWN:
        return
    if element.tag in (f"{TEXT}s", f"{TEXT}tab"):
        yield " "
    elif element.tag == f"{TEXT}line-break":
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from inline(child)
        yield child.tail or ""
