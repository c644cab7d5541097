"""Consultations: open from day to day of London's, answered without cookies (PR1), asking children nothing personal (PR3)."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from feedback.models import ConsultationPage, Message, QuestionType, State
from feedback.personal import asked_for

from . import build
from . import feedback as saying

PATH = "/have-your-say/safer/"
ANSWERS = {
    "q-what_would_make_you_feel_safer": "More lights in the park, please.",
    "q-do_you_feel_safe_in_town": "Sometimes",
    "q-how_do_you_get_about": "Bike",
    "q-what_helps": ["Light", "A phone"],
}


@pytest.fixture
def asked(sites):
    """A shared consultation for young people, open from 1 November to 11 December 2026, and who helps in Southend."""
    build.make_contact("children-front-door", "Southend team", "01702 215007", sites.site("southend"), "always")
    build.make_contact("childline", "Childline", "0800 1111", hours="always")
    text = [("text", "<p>You know best.</p>")]
    return saying.consultation(sites.home("set"), "safer", body=text, came_of_it=[("text", "<p>Lights came.</p>")])


def test_it_opens_and_closes_by_londons_day(asked, read):
    for at, words, form in (
        ("2026-10-31T23:30:00+00:00", "You can answer from Sunday 1 November 2026", False),
        ("2026-11-01T00:00:00+00:00", "Open until the end of Friday 11 December 2026", True),
        ("2026-12-11T23:59:00+00:00", "Open until the end of", True),
        ("2026-12-12T00:00:00+00:00", "Lights came.", False),
    ):
        with time_machine.travel(at, tick=False):
            html = read("southend", PATH).content.decode()
            listed = read("southend", "/have-your-say/").content.decode()
        assert words in html, at
        assert ('class="questions-form"' in html) is form, at
        assert PATH in listed and ("Lights came." in html) is ("Closed on" in listed), at
    asked.opens_on = asked.closes_on = None
    asked.save()
    assert "no date has been set" in read("southend", PATH).content.decode()


def test_nothing_is_taken_before_or_afterwards(asked, client):
    """But who was late with words of danger is shown who helps."""
    with time_machine.travel("2027-01-05T12:00:00+00:00", tick=False):
        late, heard = (
            client.post(PATH, {**ANSWERS, **said}, headers={"host": build.host("southend")}).content.decode()
            for said in ({}, {"q-what_would_make_you_feel_safer": "i am scared to go home"})
        )
    assert "you can no longer answer" in late and "Please talk to someone now" not in late
    assert "you can no longer answer" in heard and "Please talk to someone now" in heard
    assert not Message.objects.exists()


def test_who_helps_stands_above_the_form_with_what_it_is_not_for(asked, read):
    with time_machine.travel(saying.OPENED, tick=False):
        html = read("southend", PATH).content.decode()
    form = html.index('class="questions-form"')
    for words in ("Do you need help? Not here", "Nobody reads it at night", "Southend team", "0800 1111", "Call 999"):
        assert html.index(words, html.index("<main")) < form, words
    assert html.count("Southend team") == 1 and "page-feedback" not in html
    assert 'data-audience="young-people"' in html and "Please do not write your name" in html


def test_answers_go_to_the_site_they_were_read_on(asked, sites, client):
    """A shared consultation, read on Southend's site, is Southend's; on SET's, SET's."""
    for slug in ("southend", "set"):
        thanks = saying.send(client, slug, PATH, **ANSWERS)
        assert "What you think matters" in thanks.content.decode() and not thanks.cookies  # PR1
        message = Message.objects.latest("pk")
        assert (message.site, message.consultation) == (sites.site(slug), asked)
        assert dict(message.answers) == {
            "What would make you feel safer?": "More lights in the park, please.",
            "Do you feel safe in town?": "Sometimes",
            "How do you get about?": "Bike",
            "What helps?": "Light\nA phone",
            "I have read the page": "No",
        }
        assert not message.urgent and message.state == State.NEW


def test_what_is_missing_or_not_offered_is_said_beside_the_question(asked, client):
    for changes, words in (
        ({"q-do_you_feel_safe_in_town": ""}, "Please answer: Do you feel safe in town?"),
        ({"q-do_you_feel_safe_in_town": "Perhaps"}, "Perhaps is not one of the available choices"),
        ({"q-what_would_make_you_feel_safer": "x" * 1001}, "at most 1000 characters"),
        ({"q-which_app_do_you_use_most": "a\0"}, "Null characters"),
        ({"proof": ""}, "send it once more"),
    ):
        html = saying.send(client, "southend", PATH, **(ANSWERS | changes)).content.decode()
        assert words in html and "Nothing has been sent yet" in html, changes
    assert not Message.objects.exists()


def test_a_childs_words_of_danger_are_answered_at_once(asked, client):
    said = ANSWERS | {"q-which_app_do_you_use_most": "none. im scared to go home", "website": "filled in by a helper"}
    main = saying.send(client, "southend", PATH, **said).content.decode().split('<main id="main">')[1]
    answer = main[: main.index("<h1")]
    assert answer.index("Call 999") < answer.index("Childline") < answer.index("Southend team")
    assert "Nobody reads these messages at night" in answer and "not your fault" in answer
    assert Message.objects.get().urgent
    assert Message.objects.waiting().count() == 1  # what looks like spam besides is not overlooked


LABELS = {
    "a name": ["What is your name?", "Name", "Your nickname", "Who are you?", "Your child's name"],
    "an age": ["How old are you?", "Age", "Date of birth", "Which school year are you in?", "When were you born?"],
    "where somebody lives": ["Where do you live?", "Your postcode", "Home address", "What street is it on?"],
    "a telephone number": ["Your phone number", "Mobile no", "Telephone", "How can we contact you?"],
    "an e-mail address": ["Your email", "E-mail"],
    "a school": ["Which school do you go to?"],
    "somebody’s story": [
        "Tell us your story",
        "What happened to you?",
        "Tell us about yourself",
        "Has anyone hurt you?",
    ],
}
FINE = [
    *(
        "What would make you feel safer?",
        "Where do you feel safest?",
        "Which apps do you like?",
        "Name one good thing.",
    ),
    *("How should we address bullying?", "Who checks your phone?", "What should adults know?", "Is the bus safe?"),
]


def test_pr3_what_a_question_asks_for_is_recognised():
    for what, labels in LABELS.items():
        assert [label for label in labels if what not in asked_for(label)] == []
    assert [label for label in FINE if asked_for(label)] == []


def form(
    page: ConsultationPage, *labels: str, kind: str = "multiline", shown_to: tuple = ("young-people",), **changes
) -> dict:
    """What the editor of a consultation sends, publishing it, with these questions besides those it has."""
    known = [
        {"id": each.pk, "label": each.label, "help_text": "", "field_type": each.field_type, "choices": each.choices}
        for each in page.form_fields.all()
    ]
    new = [{"id": "", "label": label, "help_text": "", "field_type": kind, "choices": ""} for label in labels]
    values = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "opens_on": "2026-11-01",
        "closes_on": "2026-12-11",
        "body": streamfield([]),
        "came_of_it": streamfield([]),
        "form_fields": inline_formset([*known, *new], initial=len(known)),
        "comments": inline_formset([]),
        "review_due": "2027-03-02",
        "action-publish": "Publish",
    }
    return nested_form_data(values | changes) | {"shown_to": shown_to}


def test_pr3_the_editor_refuses_to_ask_children_who_they_are(sites, sign_in):
    """PR3: as a draft too, for everyone as well as for young people; professionals may be asked, and need not answer."""
    saying.index(sites.home("set"))
    page = saying.consultation(sites.home("southend"), "safer", saying.question("What helps?"))
    client = sign_in("Southend publishers")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for changes, refused in (
        ({}, True),
        ({"action-publish": ""}, True),
        ({"shown_to": []}, True),
        ({"shown_to": ["professionals", "young-people"]}, True),
        ({"shown_to": ["professionals"], "form_fields-1-required": "on"}, True),
        ({"shown_to": ["professionals"]}, False),
    ):
        response = client.post(address, form(page, "What is your name?", **changes))
        assert (response.status_code == 200) is refused, changes
        if refused:
            assert "This asks for a name." in response.content.decode()
    assert ConsultationPage.objects.get().form_fields.count() == 2
    for kind in ("email", "number", "date", "url", "hidden"):
        assert client.post(address, form(page, "Anything", kind=kind)).status_code == 200, kind
        assert kind not in QuestionType.values
    page = ConsultationPage.objects.get()
    assert client.post(address, form(page, closes_on="2026-10-01")).status_code == 200
    page.readers = ("young-people",)
    page.asked = None
    with pytest.raises(ValidationError, match="asks for a name"):  # whatever publishes it
        page.save_revision().publish()


def test_the_preview_shows_the_form_and_what_follows_it(asked, sign_in):
    client = sign_in("SET publishers")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[asked.pk])
    data = form(asked, opens_on="", closes_on="")
    assert client.post(address, data).json()["is_valid"]
    for mode, words in (("form", "questions-form"), ("landing", "What you think matters"), ("site:", "questions-form")):
        mode = mode if mode != "site:" else asked.preview_modes[-1][0]
        shown = client.get(f"{address}?mode={mode}")
        assert shown.status_code == 200 and words in shown.content.decode(), mode
    assert not Message.objects.exists()
