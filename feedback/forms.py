"""What readers fill in about a page: everybody else in their own words, young people by choosing (PR3, Children’s Code)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models

from portal.public_forms import PublicForm

LONGEST = 1000


class Wrong(models.TextChoices):
    """What is wrong with a page."""

    FACT = "fact", "A number, a name or another fact is wrong"
    LINK = "link", "A link or a document does not work"
    HARD = "hard", "It is hard to understand"
    ELSE = "else", "Something else"


class WrongForYoung(models.TextChoices):
    """The same for young people, who choose and write nothing."""

    WORDS = "words", "The words are too hard"
    LONG = "long", "It is too long"
    LINK = "link", "Something on it does not work"
    NUMBER = "number", "A phone number is wrong"
    MISSING = "missing", "It did not have what I needed"
    FEELS = "feels", "It made me feel worse"


class WrongForm(PublicForm):
    """A kind and a few words. No name, no address."""

    name = "feedback"
    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=Wrong.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong.", "invalid_choice": "Choose what is wrong."},
    )
    words = forms.CharField(
        label="Tell us more",
        help_text="Which words, which number? Please leave out names and anything about a child.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Tell us what is wrong, so that we can put it right.",
            "max_length": f"Please use at most {LONGEST:,} characters.",
        },
    )

    @property
    def answers(self) -> list[list[str]]:
        """What was chosen, as staff read it."""
        return [["What is wrong?", str(dict(self.fields["kind"].choices)[self.cleaned_data["kind"]])]]

    @property
    def said(self) -> str:
        return self.cleaned_data.get("words", "")


class YoungForm(WrongForm):
    """One choice and nothing to write."""

    name = "feedback-young"
    words = None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label="What is wrong with this page?",
        choices=WrongForYoung.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pick one.", "invalid_choice": "Pick one."},
    )


def form_for(young: bool) -> Any:
    return YoungForm if young else WrongForm
