"""Feedback on a page: PR1 (no cookie), PR3 (nothing personal asked of children), counts without readers, danger, spam."""

import re
from datetime import timedelta

import pytest
import time_machine

from feedback.models import Message, State, Usefulness
from portal.moments import moment

from . import build
from . import feedback as saying

WRONG = {"kind": "fact", "words": "The opening hours on this page are those of last year."}


@pytest.fixture
def portal(sites):
    """A topic for parents and for young people, and who helps in each area."""
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug.title()} team", "01702 215007", sites.site(slug), "always")
    young = [build.section("For you", "Tell someone.", "11-13")]
    build.make_topic(sites.home("set"), "Bullying", "bullying", parents="Listen.", young_people=young)
    build.make_standard(sites.home("southend"), "Our work", "our-work")
    build.make_standard(sites.home("set"), "For teenagers", "teens", readers=("14+",))
    build.make_standard(sites.home("essex"), "Essex only", "essex-only")
    build.make_standard(sites.home("set"), "Not yet", "not-yet", live=False)
    return sites


def strip(html: str) -> str:
    found = re.search(r'<section class="page-feedback".*?</section>', html, re.DOTALL)
    return found.group() if found else ""


def vote(client, html: str, answer: str = "yes", slug: str = "southend", **changes):
    asked = strip(html)
    said = {name: saying.hidden(asked, name) for name in ("page", "mark")}
    headers = {"host": build.host(slug)}
    return client.post("/feedback/useful/", {**said, "useful": answer, **changes}, headers=headers)


def test_every_page_asks_and_where_it_would_distract_it_does_not(portal, read):
    for path in ("/", "/our-work/", "/parents/bullying/", "/contacts/", "/glossary/", "/young-people/11-13/"):
        assert strip(read("southend", path).content.decode()), path
    for path in ("/get-help/", "/search/?q=x", "/nothing-here/", "/feedback/"):
        assert not strip(read("southend", path).content.decode()), path


def test_answers_are_counted_by_site_page_and_day_and_by_nothing_else(portal, read, client):
    with time_machine.travel("2026-07-01T22:30:00+00:00", tick=False) as clock:
        page = read("southend", "/parents/bullying/").content.decode()
        thanks = vote(client, page)
        vote(client, page, "no")
        clock.shift(timedelta(hours=1))  # in London the next day has begun
        vote(client, page)
        vote(client, read("essex", "/parents/bullying/").content.decode(), slug="essex")
    assert "Thank you" in thanks.content.decode() and 'href="/parents/bullying/"' in thanks.content.decode()
    assert "Southend team" in thanks.content.decode()
    assert not thanks.cookies  # PR1
    columns = ("site__hostname", "path", "title", "day__day", "yes", "no")
    counted = Usefulness.objects.order_by("site__hostname", "day").values_list(*columns)
    assert list(counted) == [
        ("essex.localhost", "/parents/bullying/", "Bullying", 2, 1, 0),
        ("southend.localhost", "/parents/bullying/", "Bullying", 1, 1, 1),
        ("southend.localhost", "/parents/bullying/", "Bullying", 2, 1, 0),
    ]


def test_only_pages_of_that_site_can_be_counted(portal, read, client):
    """What the site has shown bears its mark; without one, a page that it has."""
    page = read("southend", "/our-work/").content.decode()
    for wrong in (
        {"page": "/no-such-page/"},
        {"page": "/essex-only/", "mark": ""},
        {"page": "/not-yet/", "mark": ""},
        {"page": "//evil.example/", "mark": ""},
        {"page": "/" + "x" * 400 + "/"},
        {"page": "\0", "mark": "\0"},
        {"useful": "perhaps"},
    ):
        assert vote(client, page, **wrong).status_code == 404, wrong
    assert vote(client, page, slug="essex").status_code == 404
    assert not Usefulness.objects.exists()
    assert vote(client, page, mark="forged").status_code == 200  # the page is there, whatever the mark
    assert read("southend", "/feedback/useful/").status_code == 405
    assert read("southend", "/feedback/?page=/essex-only/").status_code == 404
    assert read("southend", "/feedback/?page=%00").status_code == 404


def test_a_network_cannot_flood_the_counts_or_the_inbox(portal, read, client, monkeypatch):
    monkeypatch.setattr("feedback.views.VOTES", 2)
    monkeypatch.setattr("feedback.taken.MOST", 1)
    page = read("southend", "/our-work/").content.decode()
    for _ in range(4):
        assert vote(client, page).status_code == 200
    assert Usefulness.objects.get().yes == 2
    path = "/feedback/?page=/our-work/"
    assert saying.send(client, "southend", path, **WRONG).status_code == 200
    refused = saying.send(client, "southend", path, **(WRONG | {"words": "My dad hits me and I am scared."}))
    assert refused.status_code == 429
    assert "Get help now" in refused.content.decode()  # nothing is kept, and help is shown all the same
    assert Message.objects.count() == 1


def test_another_site_cannot_send_a_readers_answer(portal, read, client):
    page = read("southend", "/our-work/").content.decode()
    headers = {"host": build.host("southend"), "sec-fetch-site": "cross-site"}
    said = {"page": "/our-work/", "mark": saying.hidden(strip(page), "mark"), "useful": "yes"}
    refused = client.post("/feedback/useful/", said, headers=headers)
    page = refused.content.decode()
    assert (
        refused.status_code == 403 and "Nothing was sent" in page and 'href="/get-help/"' in page and "tel:999" in page
    )


def test_what_is_wrong_reaches_the_inbox_of_the_site_it_was_read_on(portal, client):
    thanks = saying.send(client, "southend", "/feedback/?page=/our-work/", **WRONG)
    html = thanks.content.decode()
    assert "Back to “Our work”" in html and "Southend team" in html and "help-now" not in html
    assert not thanks.cookies  # PR1
    assert 'type="email"' not in thanks.opened and not re.search(r'name="(name|email|tel|address)"', thanks.opened)
    message = Message.objects.get()
    assert message.site == portal.site("southend")
    assert (message.page_path, message.page_title, message.words) == ("/our-work/", "Our work", WRONG["words"])
    assert message.answers == [["What is wrong?", "A number, a name or another fact is wrong"]]
    assert (message.state, message.urgent, message.at) == (State.NEW, False, moment(saying.SENT))


def test_what_cannot_be_sent_is_said_in_words_and_nothing_is_kept(portal, client):
    for answers, words in (
        ({}, "Choose what is wrong."),
        ({"kind": "nonsense", "words": "x"}, "Choose what is wrong."),
        ({"kind": "fact"}, "so that we can put it right"),
        ({"kind": "fact", "words": "x" * 1001}, "at most 1,000"),
        ({"kind": "fact", "words": "a\0b"}, "Null characters"),
        (WRONG | {"proof": "forged"}, "send it once more"),
    ):
        html = saying.send(client, "southend", "/feedback/?page=/our-work/", **answers).content.decode()
        assert words in html and html.index("Nothing has been sent yet") < html.index("<h1"), answers
        assert ("send it once more" in html) is ("proof" in answers), answers  # not beside a fault that can be named
        assert ('href="#id_kind_0"' in html) is ("Choose" in words), (
            answers
        )  # a choice can be focused, its group cannot
    assert "send it once more" in saying.send(client, "southend", "/feedback/", after=1, **WRONG).content.decode()
    assert not Message.objects.exists()


def test_words_of_danger_are_answered_above_everything(portal, client):
    """On a partnership's site with its own contacts, on SET with every area's; also where the form was not right yet."""
    said = WRONG | {"words": "There is no number for this. My mum hits me and I want to die"}
    html = saying.send(client, "southend", "/feedback/?page=/our-work/", **said).content.decode()
    main = html.split('<main id="main">')[1]
    assert main.index('id="help-now"') < main.index("<h1")
    answer = main[: main.index("<h1")]
    assert "help-panel" not in main  # it says no more than the answer does
    assert "Southend team" in answer and "0800 1111" in answer and "999" in answer and "Essex team" not in answer
    assert "Nobody reads these messages day and night" in answer
    everywhere = saying.send(client, "set", "/feedback/", **said).content.decode().split("<h1")[0]
    assert all(f"{area} team" in everywhere for area in ("Southend", "Thurrock", "Essex"))
    unsent = saying.send(client, "southend", "/feedback/", words=said["words"]).content.decode()
    assert 'id="help-now"' in unsent and "Nothing has been sent yet" in unsent
    assert list(Message.objects.values_list("urgent", flat=True)) == [True, True]


def test_pr3_children_choose_and_write_nothing(portal, read, client):
    """PR3: on young people's pages there is no field to type into, whatever a page is told by its address."""
    for path in ("/young-people/11-13/bullying/", "/teens/"):
        page = read("southend", path).content.decode()
        assert "Did this page help you?" in page
        link = re.search(r'href="(/feedback/[^"]+)"', strip(page)).group(1).replace("&amp;", "&")
        thanks = saying.send(client, "southend", link, kind="words", words="My name is Sam")
        form = thanks.opened.split('class="questions-form"')[1].split("</form>")[0]
        assert "<textarea" not in form and 'type="email"' not in form
        assert re.findall(r'<input type="text" name="(\w+)"', form) == ["website"]  # the trap, which nobody sees
        assert 'data-audience="young-people"' in thanks.opened and "Thank you" in thanks.content.decode()
    assert not Message.objects.exclude(words="").exists()
    assert {answers[0][1] for answers in Message.objects.values_list("answers", flat=True)} == {
        "The words are too hard"
    }


def test_what_looks_like_spam_is_held_back_and_not_lost(portal, client):
    path = "/feedback/?page=/our-work/"
    for said in (
        WRONG | {"words": "Buy pills at https://spam.example"},
        WRONG | {"website": "https://spam.example"},
        WRONG | {"words": "cheap meds now at best-meds.top for you"},
    ):
        assert "Thank you" in saying.send(client, "southend", path, **said).content.decode()
    assert set(Message.objects.values_list("state", flat=True)) == {State.HELD_BACK}
    Message.objects.all().delete()
    saying.send(client, "southend", path, **WRONG)
    saying.send(client, "southend", path, **(WRONG | {"words": WRONG["words"].upper()}))
    saying.send(client, "essex", "/feedback/", **WRONG)
    states = Message.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.NEW, State.HELD_BACK, State.NEW]
