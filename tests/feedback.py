"""Builders of consultations and messages, and one address of every kind of page they have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import time_machine
from django.test import Client
from wagtail.models import Site

from feedback.models import ConsultationPage, HaveYourSayPage, Kind, Message, Question
from feedback.models.message import kept_until
from portal.models import BasePage
from portal.moments import moment

from . import build

OPENED = datetime(2026, 11, 26, 10, 0)
SENT = datetime(2026, 11, 26, 10, 1)

KINDS = [
    "/have-your-say/",
    "/have-your-say/safer/",
    "/have-your-say/training/",
    "/have-your-say/later/",
    "/have-your-say/over/",
    "/feedback/",
    "/feedback/?page=/about/",
    "/feedback/?page=/have-your-say/safer/",
]


def index(home: BasePage) -> BasePage:
    """The page the site's consultations hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}have-your-say/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return build.add(home, HaveYourSayPage(title="Have your say", slug="have-your-say", summary="Tell us."))
    return build.make_note(home, "have-your-say")


def question(label: str, kind: str = "multiline", choices: str = "", required: bool = False, **more: Any) -> Question:
    return Question(label=label, field_type=kind, choices=choices, required=required, **more)


def ideas() -> list[Question]:
    """One of every kind of question."""
    return [
        question("What would make you feel safer?"),
        question("Which app do you use most?", "singleline"),
        question("Do you feel safe in town?", "radio", "Yes\nNo\nSometimes", required=True),
        question("How do you get about?", "dropdown", "Bus\nBike\nOn foot"),
        question("What helps?", "checkboxes", "Light\nPeople about\nA phone", help_text="Pick as many as you like."),
        question("I have read the page", "checkbox"),
    ]


def consultation(
    home: BasePage,
    slug: str,
    *questions: Question,
    title: str = "",
    readers: tuple[str, ...] = ("young-people",),
    opens: str = "2026-11-01",
    closes: str = "2026-12-11",
    live: bool = True,
    **fields: Any,
) -> ConsultationPage:
    """A consultation of that site, open in November 2026, with one of every kind of question if none are given."""
    page = ConsultationPage(
        title=title or slug.replace("-", " ").capitalize(),
        slug=slug,
        summary=f"About {slug}.",
        readers=readers,
        opens_on=date.fromisoformat(opens) if opens else None,
        closes_on=date.fromisoformat(closes) if closes else None,
        **fields,
    )
    page.form_fields.set(questions or ideas())
    build.add(index(home), page, live)
    return ConsultationPage.objects.get(pk=page.pk)


def message(site: Site, words: str = "The number is wrong.", at: datetime = SENT, **fields: Any) -> Message:
    """A message as it came at that moment."""
    fields.setdefault("kind", Kind.FEEDBACK)
    fields.setdefault("page_path", "/about/")
    fields.setdefault("erase_on", kept_until(fields["kind"], at))
    return Message.objects.create(site=site, words=words, at=moment(at), **fields)


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    return html.split(f'name="{name}" value="')[1].split('"')[0]


def send(client: Client, slug: str, path: str, at: datetime = OPENED, after: int = 60, **answers: Any) -> Any:
    """Open the form at that address, and send it after so many seconds: the answer, whose page was `.opened`."""
    headers = {"host": build.host(slug)}
    with time_machine.travel(moment(at), tick=False) as clock:
        opened = client.get(path, headers=headers).content.decode()
        form = opened.split('class="questions-form"')[1]
        carried = {name: hidden(form, name) for name in ("proof", "page", "mark") if f'name="{name}"' in form}
        clock.shift(after)
        response = client.post(path.split("?")[0], {**carried, **answers}, headers=headers)
    response.opened = opened
    return response


def furnish(sites: build.Sites) -> None:
    """What the addresses of `KINDS` show on SET and on every partnership's site. They stay open until 2099."""
    home = sites.home("set")
    text = [("text", "<p>You know best.</p>")]
    consultation(home, "safer", closes="2099-12-31", title="What would make you feel safer?", body=text)
    consultation(home, "training", closes="2099-12-31", readers=("professionals",), body=text)
    consultation(home, "later", opens="", closes="")
    consultation(home, "over", opens="2025-01-01", closes="2025-02-01", came_of_it=[("text", "<p>More lights.</p>")])
