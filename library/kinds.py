"""What a file is, by what is in it: its name is only a claim.

Office files are zip archives; which one is said by the list of parts inside. One that is locked with a password is no zip
but an older kind of container around an encrypted one, and says no more than that.
"""

import zipfile
from typing import IO

import filetype
from django.db.models import TextChoices

from .reading.plain import is_text

HEAD = 8192  # bytes at the beginning that tell most kinds
LIST_OF_PARTS = 1024**2  # the most that is read of it, in bytes
OLDER_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")


class FileKind(TextChoices):
    """The kinds of document we keep, by the ending of their names."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word document"
    ODT = "odt", "OpenDocument text"
    PPTX = "pptx", "PowerPoint slides"
    XLSX = "xlsx", "Excel spreadsheet"
    CSV = "csv", "CSV table"
    TXT = "txt", "plain text"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]

    @property
    def counted_in(self) -> str:
        """What its length is counted in; nothing where a file does not say how long it is."""
        return {FileKind.PDF: "page", FileKind.PPTX: "slide", FileKind.XLSX: "sheet"}.get(self, "")


OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: f"{OFFICE}wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.PPTX: f"{OFFICE}presentationml.presentation",
    FileKind.XLSX: f"{OFFICE}spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.TXT: "text/plain; charset=utf-8",
}
LOCKABLE = {FileKind.DOCX, FileKind.PPTX, FileKind.XLSX}
TEXT = {FileKind.CSV, FileKind.TXT}

RECORDINGS = {
    "mp3": ("audio/mpeg",),
    "m4a": ("audio/mp4", "video/mp4"),
    "ogg": ("audio/ogg",),
    "wav": ("audio/x-wav",),
    "mp4": ("video/mp4", "video/x-m4v"),
    "webm": ("video/webm",),
}
"""The recordings that every browser plays: by ending, how they are served and what else they may be recognised as."""


def claimed(name: str) -> FileKind | None:
    """The kind that a file's name says it is."""
    ending = name.rpartition(".")[2].lower()
    return FileKind(ending) if ending in FileKind.values else None


def recognise(file: IO[bytes], name: str) -> FileKind | None:
    """The kind of document in this file; None if it is none that we keep. The name tells apart only what looks the same."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        if b"%PDF-" in head[:1024]:
            return FileKind.PDF
        if head.startswith(b"PK\x03\x04"):
            return in_archive(file)
        if head.startswith(OLDER_OFFICE):
            locked = LOCKED_OFFICE in file.read()
            return claimed(name) if locked and claimed(name) in LOCKABLE else None
        if filetype.guess(head) is None and is_text(file.read()):
            return claimed(name) if claimed(name) in TEXT else FileKind.TXT
    finally:
        file.seek(0)
    return None


def in_archive(file: IO[bytes]) -> FileKind | None:
    """The kind of document that this zip archive is, by its list of parts."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names:
                said = archive.open("mimetype").read(100).decode("ascii", "replace").strip()
                return FileKind.ODT if said == CONTENT_TYPES[FileKind.ODT] else None
            if "[Content_Types].xml" in names:
                parts = archive.open("[Content_Types].xml").read(LIST_OF_PARTS).decode("utf-8", "replace")
                return next((kind for kind in LOCKABLE if f"{CONTENT_TYPES[kind]}.main+xml" in parts), None)
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError):
        pass
    return None


def recording(file: IO[bytes]) -> str:
    """What a film or sound recording is recognised as, `video/mp4`; nothing if it is none."""
    file.seek(0)
    found = filetype.guess(file.read(HEAD))
    file.seek(0)
    return found.mime if found else ""
