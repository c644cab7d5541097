"""The inbox: a partnership's own messages and no neighbour's, whichever door is tried; what staff may do with them."""

import csv
import io

import pytest
import time_machine
from django.urls import reverse

from feedback.models import Kind, Message, State, Usefulness

from . import build
from . import feedback as saying

LIST = "wagtailsnippets_feedback_message:list"
NAMES = {name: f"wagtailsnippets_feedback_message:{name}" for name in ("inspect", "delete", "mark", "answers")}


@pytest.fixture
def inbox(sites):
    """On each site a message on a page and an answer to one shared consultation."""
    page = saying.consultation(sites.home("set"), "safer", saying.question("What helps?"))
    for slug in sites.slugs:
        saying.message(sites.site(slug), f"xylophone of {slug}")
        answers = [["What helps?", f"=light in {slug}"], ["Asked before", "Yes"]]
        fields = {"kind": Kind.CONSULTATION, "consultation": page, "page_title": page.title}
        saying.message(sites.site(slug), "", answers=answers, **fields)
        Usefulness.objects.create(site=sites.site(slug), path=f"/of-{slug}/", day=saying.SENT.date(), yes=3, no=2)
    return page


def test_who_looks_after_a_site_reads_what_its_readers_say_and_nobody_else(inbox, sites, sign_in):
    """By list, filter, address of a message, answers as a file, counts and first page; Comms have no inbox."""
    for group, whose in (
        ("Southend editors", ["southend"]),
        ("Southend publishers", ["southend"]),
        ("SET editors", ["set"]),
        ("Administrators", sites.slugs),
        ("Comms", []),
    ):
        client = sign_in(group)
        with time_machine.travel(saying.SENT, tick=False):
            pages = [client.get(reverse(LIST)), client.get(reverse("page_usefulness:index")), client.get("/admin/")]
            pages.append(client.get(reverse(LIST), {"consultation": inbox.pk}))
            answers = client.get(reverse(NAMES["answers"], args=[inbox.pk]))
        assert (answers.status_code == 200) is bool(whose), group
        texts = [each.content.decode() for each in (*pages, answers)]
        for slug in sites.slugs:
            shown = slug in whose
            said = f"xylophone of {slug}" in texts[0], f"/of-{slug}/" in texts[1], f"light in {slug}" in texts[4]
            assert said == (shown, shown, shown), (group, slug)
            for message in Message.objects.filter(site=sites.site(slug)):
                got = client.get(reverse(NAMES["inspect"], args=[message.pk]))
                assert (got.status_code == 200) is shown, (group, slug)
                if not shown:
                    for name in ("mark", "delete"):
                        client.post(reverse(NAMES[name], args=[message.pk]), {"state": "dealt-with"})
        assert ("What readers say" in texts[2]) is bool(whose), group
    assert Message.objects.filter(state=State.NEW).count() == 8


def test_wagtails_own_list_of_what_forms_were_sent_is_closed(inbox, sign_in):
    """A shared consultation is SET's page: its staff would see every area's answers."""
    for group in ("SET publishers", "Administrators"):
        client = sign_in(group)
        assert "light in" not in client.get(reverse("wagtailforms:index")).content.decode()
        for name in ("list_submissions", "list_submissions_results", "delete_submissions"):
            address = reverse(f"wagtailforms:{name}", args=[inbox.pk])
            assert client.get(address).status_code == 302, name
            assert client.post(address).status_code == 302, name
        assert "/admin/forms/" not in client.get("/admin/").content.decode()


def test_what_is_urgent_stands_on_top_until_somebody_has_dealt_with_it(inbox, sites, sign_in):
    site = sites.site("southend")
    spam = saying.message(site, "cheap pills", state=State.HELD_BACK)
    urgent = saying.message(site, "i want to die", urgent=True, state=State.HELD_BACK)
    saying.message(site, "The newest one")
    client = sign_in("Southend editors")
    listed = client.get(reverse(LIST)).content.decode()
    assert listed.index("i want to die") < listed.index("The newest one") < listed.index("cheap pills")
    first = client.get("/admin/").content.decode()
    assert "Urgent: somebody may be in danger" in first and "i want to die" not in first
    assert "3 new messages" in first
    address = reverse(NAMES["mark"], args=[urgent.pk])
    assert client.post(address, {"state": "nonsense"}).status_code == 302
    assert Message.objects.get(pk=urgent.pk).state == State.HELD_BACK
    client.post(address, {"state": "dealt-with"})
    urgent.refresh_from_db()
    assert (urgent.state, urgent.dealt_by) == (State.DEALT_WITH, client.staff) and urgent.dealt_at
    assert "Urgent" not in client.get("/admin/").content.decode()
    client.post(reverse(NAMES["mark"], args=[spam.pk]), {"state": "new"})
    spam.refresh_from_db()
    assert spam.state == State.NEW and spam.dealt_at is None


def test_editors_may_not_delete_nobody_may_add_or_change_and_the_log_holds_no_words(inbox, sites, sign_in):
    from wagtail.models import ModelLogEntry

    message = Message.objects.get(words="xylophone of southend")
    delete = reverse(NAMES["delete"], args=[message.pk])
    editor = sign_in("Southend editors")
    assert editor.post(delete).status_code == 302 and Message.objects.filter(pk=message.pk).exists()
    publisher = sign_in("Southend publishers")
    for name, args in (("add", []), ("edit", [message.pk])):
        assert publisher.get(reverse(f"wagtailsnippets_feedback_message:{name}", args=args)).status_code == 302, name
    assert publisher.post(delete).status_code == 302 and not Message.objects.filter(pk=message.pk).exists()
    assert not [entry for entry in ModelLogEntry.objects.all() if "xylophone" in f"{entry.label} {entry.data}"]


def test_the_answers_are_a_table_that_no_program_takes_for_formulas(inbox, sites, sign_in):
    """A row a reader, a column a question, the questions first; only the day is told; spam is left out."""
    fields = {"kind": Kind.CONSULTATION, "consultation": inbox, "state": State.HELD_BACK}
    saying.message(sites.site("southend"), "", answers=[["What helps?", "pills"]], **fields)
    response = sign_in("Southend publishers").get(reverse(NAMES["answers"], args=[inbox.pk]))
    assert response["Content-Type"].startswith("text/csv") and "no-store" in response["Cache-Control"]
    rows = list(csv.reader(io.StringIO(response.content.decode())))
    assert rows == [
        ["Day", "Partnership", "What helps?", "Asked before"],
        ["2026-11-26", "Southend", "'=light in southend", "Yes"],
    ]
    essex = sign_in("Essex editors")
    for nobodys in (99999, 10**30):
        assert essex.get(reverse(NAMES["answers"], args=[nobodys])).status_code == 302
    assert essex.get(reverse(LIST), {"consultation": "٣"}).status_code == 200, "a digit, of another alphabet"


def test_a_message_is_shown_as_text_whatever_it_holds(inbox, sites, sign_in):
    words = "<script>alert(1)</script>"
    message = saying.message(sites.site("southend"), words, page_title=words, answers=[[words, words]])
    client = sign_in("Southend editors")
    for address in (reverse(LIST), reverse(NAMES["inspect"], args=[message.pk]), "/admin/"):
        assert words not in client.get(address).content.decode()
    build.forget()
