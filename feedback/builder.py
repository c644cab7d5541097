"""What editors build a consultation's form of, and what they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.contrib.forms.forms import FormBuilder, WagtailAdminFormPageForm

from portal.audiences import Audience
from portal.readers_form import ReadersForm

from .personal import TO_BE_FOUND_BY, asked_for

if TYPE_CHECKING:
    from .models import ConsultationPage, Question

LINE, TEXT = 200, 1000  # characters
CHOSEN = ("radio", "dropdown", "checkboxes")
NO_CHOICES = "Give at least two choices, one a line."
NOT_OF_ANYBODY = "This asks for {}. Nobody has to say that: it may be asked, but not have to be answered."
NOT_OF_CHILDREN = "This asks for {}. Young people are never asked that: ask in other words, or leave it out."


class QuestionBuilder(FormBuilder):
    """The fields that readers fill in. Nothing is filled in beforehand, and no text is without an end."""

    def get_field_options(self, field: Question) -> dict[str, Any]:
        return {**super().get_field_options(field), "initial": None}

    def create_singleline_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        return forms.CharField(**options, max_length=LINE, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def create_multiline_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        return forms.CharField(**options, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 5}))

    def create_dropdown_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        made = super().create_dropdown_field(field, options)
        made.choices = [("", "Choose one"), *made.choices]
        return made

    def create_radio_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        return forms.ChoiceField(**options, choices=self.get_formatted_field_choices(field), widget=forms.RadioSelect)

    def create_checkboxes_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        choices = self.get_formatted_field_choices(field)
        return forms.MultipleChoiceField(**options, choices=choices, widget=forms.CheckboxSelectMultiple)


def faults(questions: list[Question], young: bool) -> list[tuple[int, str, str]]:
    """What is wrong with these questions: the place of each, the field, and what to do about it."""
    found = []
    for place, question in enumerate(questions):
        if question.field_type in CHOSEN and len(set(filter(None, map(str.strip, choices_of(question))))) < 2:
            found.append((place, "choices", NO_CHOICES))
        words = NOT_OF_CHILDREN if young else NOT_OF_ANYBODY if question.required else ""
        asks = asked_for(question.label, question.help_text) if words else []
        found += [(place, "label", words.format(what)) for what in asks if young or what in TO_BE_FOUND_BY]
    return found


def choices_of(question: Question) -> list[str]:
    """The choices as they were typed: one a line, or with commas between them on a single line."""
    lines = question.choices.strip().splitlines()
    return lines if len(lines) > 1 else question.choices.split(",")


class ConsultationForm(ReadersForm, WagtailAdminFormPageForm):
    """The editor of a consultation: a draft, too, asks young people nothing that they are never to be asked."""

    instance: ConsultationPage

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_to"].help_text = (
            f"None chosen: everyone. If “{Audience.YOUNG_PEOPLE.label}” are among them, no question may ask for a name, an age, "
            "an address, a school, or what has happened to somebody."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "It would end before it begins.")
        if last and not first:
            self.add_error("opens_on", "Give the first day, too.")
        rows = self.formsets["form_fields"].forms if "form_fields" in self.formsets else []
        rows = [row for row in rows if row.is_valid() and not row.cleaned_data.get("DELETE")]
        self.instance.readers = cleaned.get("shown_to") or ()
        self.instance.asked = [row.instance for row in rows]
        for place, field, words in faults(self.instance.asked, self.instance.asks_young_people):
            rows[place].add_error(field, words)
            self.add_error(None, f"“{rows[place].instance.label}”: {words}")
        return cleaned
