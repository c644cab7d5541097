from django import forms

from .audiences import Audience
from .publication import PageForm


class ReadersForm(PageForm):
    """The form of a page whose editor says which audiences it is for."""

    shown_to = forms.MultipleChoiceField(
        choices=Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whom it is written for. None chosen: everyone.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["shown_to"] = self.instance.readers

    def save(self, commit=True):
        self.instance.readers = self.cleaned_data["shown_to"]
        return super().save(commit)
