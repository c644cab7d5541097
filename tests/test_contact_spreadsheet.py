"""Contacts leave the admin as CSV and come back: shown first, then applied, all rows or none, and only one's own."""

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Contact, NumberChange
from contacts.spreadsheet.table import MOST_BYTES, MOST_ROWS, guarded, unguarded

from . import build
from .contacts import front_doors
from .ground import laid

HOURS = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"


def url(name: str, *args) -> str:
    return reverse(Contact.snippet_viewset.get_url_name(name), args=args)


@laid
def doors(sites):
    """A front door in each area; Southend's has every kind of way, hours of its own and a history."""
    found = front_doors(sites) | {"everywhere": build.make_contact("childline", "Childline", "0800 1111")}
    rich = build.make_contact(
        *("lado", "Southend LADO", "", sites.site("southend"), HOURS),
        summary="First line.\nSecond, with a comma; and a semicolon.",
        hours_note="=1+1",
        alongside=True,
        confirmed_on=date(2024, 11, 12),
        owner="keeper@example.org",
    )
    rich.channels.create(kind="email", value="lado@example.org", label="-Write")
    rich.channels.create(kind="voice", value="01702 215007", menu="Press 1\nThen 2")
    rich.channels.create(kind="voice", value="0345 606 1212", extension="12", label="Out of hours")
    rich.channels.create(kind="text", value="61016")
    rich.former_numbers.create(number="0845 606 1212", note="until 2020")
    rich.save()
    return found | {"rich": rich}


@pytest.fixture
def editor(doors, sign_in):
    return sign_in("Southend editors")


def export(client, **query) -> str:
    return client.get(url("list"), {"export": "csv", **query}).content.decode("utf-8-sig")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def as_text(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    file = StringIO(newline="")
    writer = csv.DictWriter(file, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def send(client, content: str | bytes, why: str = ""):
    content = content.encode() if isinstance(content, str) else content
    return client.post(url("import"), {"file": SimpleUploadedFile("contacts.csv", content), "why": why})


def apply(client, page):
    """Press the button of the dry run. Fails if it has none."""
    shown = re.search(r'name="shown" value="([^"]+)"', page.text)
    return client.post(url("import"), {"shown": shown[1]}, follow=True)


def words(page) -> str:
    """What the page says, without its marks."""
    main = page.text.partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def changed(row: dict[str, str], client, why: str = "The team moved.", **new: str):
    """The dry run of one row with these cells changed; `_` stands for a space in a column's name."""
    return send(client, as_text([{**row, **{name.replace("_", " "): text for name, text in new.items()}}]), why)


@pytest.fixture
def row(editor, doors):
    """The exported row of Southend's front door."""
    return next(row for row in rows_of(export(editor)) if row["name"] == "Southend front door")


def test_the_export_holds_ones_own_contacts_as_the_list_is_filtered(editor):
    assert {row["name"] for row in rows_of(export(editor))} == {"Southend front door", "Southend LADO"}
    assert {row["name"] for row in rows_of(export(editor, answers="unknown"))} == {"Southend front door"}
    assert {row["name"] for row in rows_of(export(editor, check="no-owner"))} == {"Southend front door"}
    assert {row["name"] for row in rows_of(export(editor, q="lado"))} == {"Southend LADO"}


def test_every_field_has_its_column(editor, doors):
    found = next(row for row in rows_of(export(editor)) if row["name"] == "Southend LADO")
    assert found["partnership"] == "Southend" and found["service"] == "lado"
    assert found["telephone"] == "01702 215007" and found["telephone menu"] == "Press 1\nThen 2"
    assert found["telephone 2"] == "0345 606 1212" and found["telephone 2 extension"] == "12"
    assert found["text"] == "61016" and found["email"] == "lado@example.org" and found["web"] == ""
    assert found["ways in order"] == "email, telephone, telephone 2, text"
    assert found["hours"] == HOURS and found["alongside"] == "yes"
    assert found["former numbers"] == "0845 606 1212: until 2020"
    assert found["confirmed on"] == "2024-11-12" and found["owner"] == "keeper@example.org"


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_what_was_exported_and_comes_back_changes_nothing(editor, doors, mark, delimiter):
    """With or without byte order mark, with either delimiter; not even a revision is made."""
    before = list(Contact.objects.values())
    page = send(editor, mark + as_text(rows_of(export(editor)), delimiter).encode())
    assert "There is nothing to change" in page.text and "Apply" not in page.text
    assert list(Contact.objects.values()) == before


def test_a_number_that_a_spreadsheet_program_wrote_without_spaces_is_no_change(editor, row):
    assert "There is nothing to change" in changed(row, editor, telephone="01702215007").text


@pytest.mark.parametrize("text", ["=1+1", "+44 1702", "-x", "@x", "'quoted", "'=x", "''", "plain", "'t was"])
def test_no_cell_is_run_as_a_formula_and_each_comes_back_as_it_was(text):
    assert not guarded(text).startswith(("=", "+", "-", "@"))
    assert unguarded(guarded(text)) == text


def test_formulas_are_text_in_the_file(editor):
    assert "'=1+1" in export(editor) and "'-Write" in export(editor)


def test_the_dry_run_says_what_would_change_and_changes_nothing(editor, row, doors):
    """Field by field, old and new."""
    page = changed(row, editor, telephone="01702 534600", summary="New words.", hours=HOURS)
    said = words(page)
    assert "1 contact would change" in said
    assert "2 Southend front door telephone 01702 215007 01702 534600" in said
    assert f"hours unknown {HOURS}" in said
    contact = Contact.objects.get(pk=doors["southend"].pk)
    assert contact.ways[0].value == "01702 215007" and not contact.summary and contact.answers == "unknown"
    assert not NumberChange.objects.exists() and not contact.revisions.exists()


def test_applied_it_is_as_the_dry_run_said(editor, row, doors):
    page = changed(row, editor, telephone="01702 534600", summary="New words.", hours=HOURS, email="new@example.org")
    assert "1 changed, 0 added" in apply(editor, page).text
    contact = Contact.objects.get(pk=doors["southend"].pk)
    assert [(way.kind, way.value) for way in contact.ways] == [("voice", "01702 534600"), ("email", "new@example.org")]
    assert contact.summary == "New words." and contact.answers == "hours"
    assert contact.revisions.count() == 1
    assert "There is nothing to change" in send(editor, export(editor)).text


def test_a_changed_number_is_recorded_with_who_and_why(editor, row, doors):
    """As if it had been typed into the admin (EC1); without a reason it is refused."""
    assert "Say why" in words(changed(row, editor, why="", telephone="01702 534600"))
    apply(editor, changed(row, editor, why="New switchboard.", telephone="01702 534600"))
    change = NumberChange.objects.get()
    assert (change.old, change.new, change.why) == ("01702 215007", "01702 534600", "New switchboard.")
    assert change.by == editor.staff


def test_a_way_that_changes_keeps_its_record(editor, row, doors):
    before = doors["southend"].channels.get().pk
    apply(editor, changed(row, editor, telephone="01702 534600"))
    assert Contact.objects.get(pk=doors["southend"].pk).channels.get().pk == before


def test_ways_change_places_come_and_go(editor, doors):
    found = next(row for row in rows_of(export(editor)) if row["name"] == "Southend LADO")
    new = {"ways_in_order": "telephone 2, telephone, email", "text": "", "web": "https://example.org/lado"}
    apply(editor, changed(found, editor, **new))
    ways = [(way.kind, way.value) for way in Contact.objects.get(pk=doors["rich"].pk).ways]
    telephones = [("voice", "0345 606 1212"), ("voice", "01702 215007")]
    assert ways == [*telephones, ("email", "lado@example.org"), ("web", "https://example.org/lado")]


def test_a_missing_column_leaves_the_field_alone(editor, row, doors):
    apply(editor, send(editor, as_text([{"id": row["id"], "summary": "Only this."}])))
    contact = Contact.objects.get(pk=doors["southend"].pk)
    assert contact.summary == "Only this." and contact.ways[0].value == "01702 215007"


def test_a_row_without_a_number_adds_a_contact(editor, sites, doors):
    """Its empty cells are what a new contact has."""
    fields = {"id": "", "service": "lado", "partnership": "southend", "name": "Second LADO", "email": "two@example.org"}
    page = send(editor, as_text([fields | {"order": "", "hours": "", "alongside": ""}]))
    assert "1 would be added" in words(page)
    apply(editor, page)
    contact = Contact.objects.get(name="Second LADO")
    assert contact.site == sites.site("southend") and contact.ways[0].value == "two@example.org"


@pytest.mark.parametrize("group", ["Southend editors", "Southend publishers"])
@pytest.mark.parametrize("theirs", ["thurrock", "everywhere"])
def test_a_neighbours_contact_is_refused_by_its_row_and_not_named(doors, sign_in, group, theirs):
    """Its row is; nothing of the contact itself is told, not even that it is there."""
    client = sign_in(group)
    page = send(client, f"id,summary\n{doors[theirs].pk},Taken over\n")
    assert f"2 id There is no contact {doors[theirs].pk} that you may change" in words(page)
    assert doors[theirs].name not in page.text and "Apply" not in page.text
    assert send(client, "id,summary\n999999,x\n").status_code == 200
    assert not Contact.objects.filter(summary="Taken over").exists()


@pytest.mark.parametrize("name", ["Thurrock", "", "Atlantis"])
def test_a_contact_is_not_handed_to_or_made_for_a_neighbour_or_everywhere(editor, row, doors, sites, name):
    assert "Write Southend: you keep no other contacts." in words(changed(row, editor, partnership=name))
    page = send(editor, as_text([{"id": "", "service": "lado", "partnership": name, "name": "New", "email": "a@b.uk"}]))
    assert "Write Southend" in words(page)
    assert Contact.objects.get(pk=doors["southend"].pk).site == sites.site("southend")
    assert not Contact.objects.filter(name="New").exists()


def test_sets_publishers_keep_what_serves_everywhere(doors, sign_in):
    client = sign_in("SET publishers")
    text = export(client)
    assert [row["name"] for row in rows_of(text)] == ["Childline"]
    apply(client, changed(rows_of(text)[0], client, summary="At any hour."))
    assert Contact.objects.get(name="Childline").summary == "At any hour."


@pytest.mark.parametrize("group", ["Comms", "SET editors"])
def test_who_keeps_no_contacts_may_not_import_any(doors, sign_in, group):
    client = sign_in(group)
    assert send(client, f"id,summary\n{doors['southend'].pk},x\n").status_code in (302, 403)
    assert not Contact.objects.filter(summary="x").exists()


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("telephone", "1702 215007", "has lost its first 0"),
        ("telephone 2", "0845 606 1212", "Callers pay extra"),
        ("telephone 2 label", "Without a number", "Give it, or empty the other cells"),
        ("email", "nobody", "valid email"),
        ("hours", "Mon 9-5", "cannot be read as hours"),
        ("hours", "Mon-Tue 09:00-17:00", "Wednesday"),
        ("service", "", "Write the word of a service"),
        ("service", "no-such-service", "Write the word of a service"),
        ("name", "", "required"),
        ("order", "first", "whole number"),
        ("confirmed on", "31/02/2026", "valid date"),
        ("confirmed on", "2999-01-01", "still to come"),
        ("alongside", "perhaps", "Write “yes” or “no”"),
        ("owner", "nobody", "valid email"),
        ("ways in order", "fax", "“fax” is no way"),
        ("name", "x" * 200, "at most 120"),
        ("summary", "a\0b", "Null characters"),
    ],
)
def test_a_bad_row_is_named_with_its_column_and_what_is_wrong(editor, row, column, cell, said):
    """And no row of the file is applied."""
    good = {**row, "id": "", "name": "Another", "telephone": "01702 534600"}
    page = send(editor, as_text([{**good, column: ""}, {**row, column: cell}]), "Moved.")
    found = words(page)
    assert re.search(rf"3 [^|]*? {re.escape(column.removesuffix(' label'))} .*{re.escape(said)}", found), found
    assert "Apply" not in page.text and not Contact.objects.filter(name="Another").exists()


def test_the_same_contact_twice_is_refused(editor, row):
    page = send(editor, as_text([row, {**row, "summary": "Other"}]))
    assert "3 Southend front door id The contact" in words(page)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"name,telephone\nA,101\n", "no column “id”"),
        (b"id,phon\n1,101\n", "no column “phon”"),
        (b"id,name,name\n1,a,b\n", "is there twice"),
        (b"id,name\n", "no rows"),
        (b"id,name\n1,a,b\n", "Row 2 has more cells"),
        ("id,name\n1,Café\n".encode("latin-1"), "UTF-8"),
        (b"PK\x03\x04\xff\xfe", "UTF-8"),
        (b"\xff\xfei\0d\0", "UTF-8"),
        (b'id,name\n1,"' + b"x" * 200_000 + b'"\n', "cannot be read as CSV"),
        (b"id,name\n" + b"x" * MOST_BYTES, "too large"),
        (b"id,name\n" + b"1,a\n" * (MOST_ROWS + 1), f"{MOST_ROWS} at most"),
        (b"\0\0\0", "no column “id”"),
    ],
)
def test_a_file_that_is_none_is_refused_in_plain_words(editor, content, said):
    page = send(editor, content)
    assert page.status_code == 200 and said in words(page)


def test_a_file_must_be_chosen(editor):
    assert "required" in words(editor.post(url("import"), {"why": ""}))


def test_only_what_was_shown_is_applied(editor, row, doors):
    """What somebody changed meanwhile is not undone unseen: the dry run is shown anew."""
    page = changed(row, editor, summary="From the file")
    Contact.objects.filter(pk=doors["southend"].pk).update(summary="From a colleague")
    answer = apply(editor, page)
    assert "Look again" in answer.text and "From a colleague" in words(answer)
    assert Contact.objects.get(pk=doors["southend"].pk).summary == "From a colleague"
    apply(editor, answer)
    assert Contact.objects.get(pk=doors["southend"].pk).summary == "From the file"


def test_what_was_shown_to_one_is_not_applied_by_another_nor_if_tampered_with(editor, row, doors, sign_in):
    page = changed(row, editor, summary="From the file")
    shown = re.search(r'name="shown" value="([^"]+)"', page.text)[1]
    for client, content in ((sign_in("Administrators"), shown), (editor, shown[:-1]), (editor, "x")):
        assert "too old" in client.post(url("import"), {"shown": content}, follow=True).text
    assert not Contact.objects.filter(summary="From the file").exists()


def test_neither_the_file_nor_its_return_costs_more_queries_for_more_contacts(editor, sites):
    """What has not changed is not asked for one by one."""
    counts = []
    for number in range(20):
        build.make_contact("lado", f"Contact {number}", "01702 534600", sites.site("southend"), "always")
        if number in (0, 19):
            text = export(editor)
            with CaptureQueriesContext(connection) as queries:
                export(editor)
                send(editor, text)
            counts.append(len(queries))
    assert counts[0] == counts[1]
