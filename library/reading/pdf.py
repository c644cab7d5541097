"""PDF: the words of each page, by pypdf; what is locked for printing or damaged is put right by pikepdf first."""

from io import BytesIO
from typing import Any, BinaryIO

import pikepdf
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from .found import Found, Locked, Unit, Unreadable
from .tidy import paragraphs, tidy

MOST_PAGES = 5000


def read(file: BinaryIO) -> Found:
    """Raises `Locked` or `Unreadable`."""
    try:
        return pages(PdfReader(file))
    except Exception:  # broken, encrypted: whatever pypdf met, pikepdf may know better
        file.seek(0)
        return pages(PdfReader(mended(file)))


def mended(file: BinaryIO) -> BinaryIO:
    """The same document without encryption, its parts listed anew."""
    copy = BytesIO()
    try:
        with pikepdf.open(file) as pdf:
            pdf.save(copy)
    except pikepdf.PasswordError as error:
        raise Locked from error
    except pikepdf.PdfError as error:
        raise Unreadable("it is damaged or incomplete") from error
    copy.seek(0)
    return copy


def pages(reader: PdfReader) -> Found:
    if reader.is_encrypted:
        raise Locked
    count = len(reader.pages)
    if not count:
        raise Unreadable("it has no pages")
    if count > MOST_PAGES:
        raise Unreadable(f"it has more than {MOST_PAGES} pages")
    texts = [words(page) for page in reader.pages]
    if all(text is None for text in texts):
        raise Unreadable("none of its pages can be read")
    units = [Unit(number, f"page {number}", paragraphs(text or "")) for number, text in enumerate(texts, 1)]
    return Found(units, count, title(reader), tagged(reader))


def words(page: Any) -> str | None:
    """The words of a page, None if it is broken: one page does not spoil the others."""
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:
        return None


def tagged(reader: PdfReader) -> bool:
    """Does the file say how it is built: headings, lists, reading order? Without that a screen reader has to guess."""
    root: Any = reader.trailer["/Root"]
    marks = root.get("/MarkInfo", {})
    marks = marks.get_object() if isinstance(marks, IndirectObject) else marks
    marked = getattr(marks.get("/Marked"), "value", False)  # pypdf's own false counts as true
    return marked is True and "/StructTreeRoot" in root


def title(reader: PdfReader) -> str:
    """The title inside the file, which readers' programs show."""
    try:
        said = reader.metadata.title if reader.metadata else ""
        if not said and reader.xmp_metadata:
            titles = reader.xmp_metadata.dc_title or {}
            said = next(iter(titles.values()), "")
    except Exception:
        return ""
    return tidy(str(said or ""))[:255]
