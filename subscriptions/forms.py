"""The forms of readers: what they ask for, and what they change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest

from portal.public_forms import AGAIN, PublicForm

from .addresses import is_address, normal
from .models import NewsList
from .wishes import LISTS, SAYS, Choice, Wish

NOTHING_CHOSEN = "Choose what you would like to be told about: at least one list or topic"
NOBODY_CHOSEN = "Choose at least one partnership"
NOT_THERE = "That choice is no longer there. Choose again from what is shown"
NO_ADDRESS = "Enter your e-mail address"
NOT_AN_ADDRESS = "Enter an e-mail address like name@example.com"


class Boxes(forms.MultipleChoiceField):
    """Checkboxes of which any number may be ticked."""

    def __init__(self, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        errors = {"required": NOBODY_CHOSEN, "invalid_choice": NOT_THERE, "invalid_list": NOT_THERE}
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=errors, **kwargs)


class SubscribeForm(PublicForm):
    """An address, whose news and which."""

    name = "subscribe"

    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        error_messages={"required": NO_ADDRESS, "invalid": NOT_AN_ADDRESS, "max_length": NOT_AN_ADDRESS},
    )

    def __init__(self, request: HttpRequest, choice: Choice, *args: Any, **kwargs: Any) -> None:
        self.choice = choice
        super().__init__(request, *args, auto_id="%s", **kwargs)
        own = [] if choice.overlay.partnership.is_shared else [str(choice.overlay.site.pk)]
        names = [(str(site), name) for site, name in choice.names.items()]
        self.fields["partnerships"] = Boxes(names, label="Whose news?", initial=own)
        self.fields["lists"] = Boxes(
            [(news.value, news.label) for news in LISTS], label="What would you like?", required=False
        )
        self.fields["topics"] = Boxes(list(choice.topics.items()), label="Topics", required=False)
        self.fields["address"].widget.attrs["autocomplete"] = "email"

    def clean_address(self) -> str:
        address = normal(self.cleaned_data["address"])
        if not is_address(address):
            raise forms.ValidationError(NOT_AN_ADDRESS)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not ({"lists", "topics"} & self.errors.keys() or cleaned.get("lists") or cleaned.get("topics")):
            self.add_error("lists", NOTHING_CHOSEN)
        return cleaned

    @property
    def wishes(self) -> list[Wish]:
        """What was asked for, of a valid form."""
        asked = [(news, "") for news in self.cleaned_data["lists"]]
        asked += [(NewsList.TOPIC.value, topic) for topic in self.cleaned_data["topics"]]
        return [(int(site), news, topic) for site in self.cleaned_data["partnerships"] for news, topic in asked]

    @property
    def boxes_of_lists(self) -> list[tuple[forms.boundfield.BoundWidget, str]]:
        """The boxes of the lists, each with what it brings."""
        return [(box, SAYS[NewsList(box.data["value"])]) for box in self["lists"]]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, in the order of the page: the id of the field to go to, and the words."""
        places = {"address": "address", "partnerships": "partnerships_0", "lists": "lists_0", "topics": "topics_0"}
        found = [(place, str(error)) for name, place in places.items() for error in self.errors.get(name, [])]
        return found or [("send", str(error)) for error in self.non_field_errors()]


class ButtonForm(PublicForm):
    """A page with a button: `name` says which."""

    soonest = timedelta(0)

    def __init__(self, request: HttpRequest, name: str, *args: Any, **kwargs: Any) -> None:
        self.name = name
        super().__init__(request, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Here nothing is kept of a machine’s, so there is no answer as ever: one that fills in everything presses no button."""
        cleaned = super().clean()
        if self.is_spam:
            self.add_error(None, AGAIN)
        return cleaned


class ChangeForm(ButtonForm):
    """What a subscriber gets of each partnership, as checkboxes; each is one wish."""

    def __init__(self, request: HttpRequest, choice: Choice, has: list[Wish], *args: Any, **kwargs: Any) -> None:
        self.choice, self.has = choice, has
        super().__init__(request, "preferences", *args, auto_id="%s", **kwargs)
        for site in choice.names:
            lists = [(news.value, str(news.label)) for news in LISTS]
            slugs = {topic for at, news, topic in has if at == site and news == NewsList.TOPIC} | set(choice.topics)
            topics = sorted(((slug, choice.title(slug)) for slug in slugs), key=lambda each: each[1].lower())
            initial = {
                "lists": [news for at, news, _ in has if at == site],
                "topics": [topic for at, news, topic in has if at == site and news == NewsList.TOPIC],
            }
            for name, choices in (("lists", lists), ("topics", topics)):
                field = Boxes(choices, label=name.capitalize(), required=False, initial=initial[name])
                self.fields[f"{name}-{site}"] = field

    @property
    def wishes(self) -> list[Wish]:
        """What the subscriber wants from now on, of a valid form."""
        wanted: list[Wish] = []
        for site in self.choice.names:
            wanted += [(site, news, "") for news in self.cleaned_data[f"lists-{site}"]]
            wanted += [(site, NewsList.TOPIC.value, topic) for topic in self.cleaned_data[f"topics-{site}"]]
        return wanted

    @property
    def groups(self) -> list[dict[str, Any]]:
        """For each partnership its name, its boxes, and how many topics are chosen."""
        return [
            {
                "name": name,
                "lists": self[f"lists-{site}"],
                "topics": self[f"topics-{site}"],
                "chosen": len([wish for wish in self.has if wish[0] == site and wish[1] == NewsList.TOPIC]),
            }
            for site, name in self.choice.names.items()
        ]
