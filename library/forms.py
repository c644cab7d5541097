"""The admin's forms of images, documents and recordings: their words are read by the guard, their files by what is in them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from wagtail import hooks
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from portal.documents import REASONS_NOT_TO_REPLACE
from portal.words import GuardsWords

from .kinds import RECORDINGS, claimed, recognise, recording

IN_WORDS = {"audio": "a sound recording", "video": "a film"}
LONGEST_RECORDING = 300 * 1024**2  # octets; the proxy has its own limit


class ImageForm(GuardsWords, BaseImageForm):
    """The title and description of an image stand in for it wherever it has no text of its own."""


class DocumentForm(GuardsWords, BaseDocumentForm):
    """The title of a document is the text of every link to it. Its file has to be what its name says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.by = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.original_file = None  # Wagtail would delete it; here the file before stays with the document

    def clean_file(self) -> Any:
        """Refuse a file that is not what its name says, by what is in it, and a new one where the old one has to stay."""
        file = self.cleaned_data["file"]
        said = claimed(file.name) if file else None
        if "file" in self.changed_data and self.instance.pk:
            reasons = [why for check in hooks.get_hooks(REASONS_NOT_TO_REPLACE) for why in check(self.instance)]
            if reasons:
                raise ValidationError(reasons)
        if "file" in self.changed_data and said:
            found = recognise(file, file.name)
            if found is None:
                raise ValidationError(
                    f"“{file.name}” cannot be recognised as a file of the kind its name says ({said.label}). "
                    "It may be damaged, hold macros, or be of an older format: save it anew and try again."
                )
            if found != said:
                raise ValidationError(
                    f"“{file.name}” is not what its name says: in it is a file of another kind ({found.label}). "
                    f"Give it a name that ends in .{found.value}, or choose the right file."
                )
        return file

    def save(self, commit: bool = True) -> Any:
        self.instance.replaced_by = self.by
        return super().save(commit)


class MediaForm(GuardsWords, BaseMediaForm):
    """A recording is one that every browser plays, and is so by what is in it."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file or "file" not in self.changed_data:
            return file
        ending = file.name.rpartition(".")[2].lower()
        if ending not in RECORDINGS:
            raise ValidationError(f"Browsers play files that end in {', '.join(RECORDINGS)}: save it as one of these.")
        found, wanted = recording(file), RECORDINGS[ending]
        if found not in wanted or not wanted[0].startswith(self.instance.type):
            raise ValidationError(f"“{file.name}” is not {IN_WORDS[self.instance.type]} of the kind its name says.")
        if file.size > LONGEST_RECORDING:
            raise ValidationError(
                f"It is larger than {filesizeformat(LONGEST_RECORDING)}: make it shorter, or in parts."
            )
        return file

    def clean_captions(self) -> Any:
        file = self.cleaned_data["captions"]
        if file and "captions" in self.changed_data:
            head = file.read(9).removeprefix(b"\xef\xbb\xbf")
            file.seek(0)
            if not head.startswith(b"WEBVTT"):
                raise ValidationError("Captions are a WebVTT file: its first line begins with WEBVTT.")
        return file
