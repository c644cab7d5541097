"""Loading the content files: malformed ones stop it, people's edits stay, and every item is accounted for."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from contacts.models import Contact
from portal.models import BasePage, Partnership, StandardPage

from .content_files import load, make

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
LATER: set[str] = set()


@pytest.fixture
def small(tmp_path, db) -> Path:
    return make(tmp_path / "fixtures")


def test_files_become_pages_records_and_sites(small, read):
    """What the files say is what the reader sees, chip, link and note included."""
    load(small)
    page = read("southend", "/parents/water/").content.decode()
    assert "01702 215007" in page and "Mind the tide" in page and "A leaflet" in page
    assert "0845 606 1212" not in page
    assert "Just call." in read("southend", "/get-help/?who=parents").content.decode()
    assert "Just call." not in read("southend", "/get-help/").content.decode()
    assert read("southend", "/young-people/8-10/water/").status_code == 200
    assert read("thurrock", "/parents/water/").status_code == 200


def test_second_load_changes_nothing(small):
    """The same files again: everything unchanged, no new revision."""
    load(small)
    before = list(BasePage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    assert re.fullmatch(r"\d+ unchanged", load(small).strip())
    assert list(BasePage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_changed_file_updates_its_page(small, read):
    """A page nobody has edited follows its file."""
    load(small)
    file = small / "pages" / "set" / "topics" / "water.md"
    file.write_text(file.read_text().replace("Stay near a grown-up.", "Swim where a lifeguard watches."))
    assert "1 updated" in load(small)
    assert "lifeguard" in read("southend", "/young-people/8-10/water/").content.decode()


def test_persons_edit_stays_unless_told_otherwise(small):
    """An edit made in the admin survives a changed file and is named; --overwrite lets the file win."""
    load(small)
    page = BasePage.objects.get(url_path="/set/topics/water/").specific
    page.title = "Edited by a person"
    page.save_revision().publish()
    contact = Contact.objects.get()
    contact.name = "Renamed by a person"
    contact.save()
    contact.save_revision()
    for name, old, new in (
        ("pages/set/topics/water.md", "Near water.", "By water."),
        ("contacts.yaml", "The Hub", "The New Hub"),
    ):
        (small / name).write_text((small / name).read_text().replace(old, new))
    said = load(small)
    assert "kept as edited: pages/set/topics/water" in said and "kept as edited: contacts/hub" in said
    assert BasePage.objects.get(pk=page.pk).title == "Edited by a person"
    assert Contact.objects.get().name == "Renamed by a person"
    load(small, "--overwrite")
    assert BasePage.objects.get(pk=page.pk).title == "Water"
    assert Contact.objects.get().name == "The New Hub"


def test_partnership_edited_by_a_person_stays(small):
    """The same holds for what keeps no revisions: a partnership's name and colours."""
    load(small)
    partnership = Partnership.objects.get(short_name="Southend")
    partnership.name = "Renamed by a person"
    partnership.save()
    file = small / "partnerships.yaml"
    file.write_text(file.read_text().replace("theme: sea", "theme: river").replace("theme: field", "theme: slate"))
    said = load(small)
    assert "kept as edited: partnerships/southend" in said
    assert Partnership.objects.get(pk=partnership.pk).name == "Renamed by a person"
    assert Partnership.objects.get(short_name="Essex").theme == "slate"


def test_page_a_person_deleted_stays_deleted(small):
    """Loading again does not bring it back."""
    load(small)
    BasePage.objects.get(url_path="/set/topics/water/").specific.delete()
    load(small)
    assert not BasePage.objects.filter(url_path="/set/topics/water/").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        ("pages/set/topics/water.md", "title: Water", "titel: Water", 2, "“title” is missing"),
        ("pages/set/topics/water.md", "theme: everyday", "theme: sea", 2, "theme"),
        ("pages/set/topics/water.md", "covers: [a-1]", "covers: [a-1", 5, "expected"),
        ("pages/set/topics/water.md", "{{children-front-door}}", "{{front-dor}}", 12, "no service “front-dor”"),
        ("pages/set/topics/water.md", "(/)", "(/nowhere/)", 12, "“/nowhere/” leads nowhere"),
        ("pages/set/topics/water.md", "- leaflet", "- leaflett", 15, "no resource “leaflett”"),
        ("pages/set/topics/water.md", "::: resources", "::: resorces", 14, "is not a block"),
        ("pages/set/topics/water.md", "{8-10 11-13}", "{8-10 12-13}", 20, "“12-13” is not an age band"),
        ("pages/set/topics/water.md", "{8-10 11-13}", "", 18, "needs its ages"),
        ("pages/set/topics/water.md", "# Young people", "# Teenagers", 18, "not a part of a topic"),
        ("pages/set/topics/water.md", "Stay near", "![x](/y.png) Stay near", 22, "hold"),
        ("pages/southend/topics/water.md", "type: note", "type: notes", 2, "not a type of page"),
        ("contacts.yaml", "01702 215007", "01702 21500", 5, "cannot be rung"),
        ("contacts.yaml", "service: children-front-door", "service: back-door", 1, "no service “back-door”"),
        ("contacts.yaml", "name: The Hub", "nmae: The Hub", 1, "“name” is missing"),
        ("resources.yaml", "kind: leaflet", "kind: parchment", 1, "kind"),
        ("needs.yaml", "[children-front-door]", "[front-dor]", 7, "no service “front-dor”"),
        ("needs.yaml", "who: parents", "who: everybody", 4, "who"),
        ("needs.yaml", "who: parents\n      ", "", 6, "No reader gets as far as this row"),
        ("needs.yaml", "- services: [children-front-door]", "- {services: [emergency], who: parents}", 7, "No reader"),
        ("needs.yaml", "[emergency, children-front-door]", "[emergency, emergency]", 4, "Each service once"),
        ("services.yaml", "name: Emergency", "name: Emergency, colour: red", 2, "“colour” is not known"),
    ],
)
def test_malformed_file_stops_the_load_and_changes_nothing(small, name, old, new, line, says):
    """The message names file, line and what is wrong."""
    file = small / name
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(CommandError) as error:
        load(small)
    assert f"{name}:{line}:" in str(error.value) and says in str(error.value)
    assert not StandardPage.objects.exists() and not Contact.objects.exists()
    assert BasePage.objects.count() == 1


def test_report_names_what_no_file_covers(small, tmp_path):
    """One id a line, then the count; the inventory may be a table, a YAML file or a folder of them."""
    table = tmp_path / "inventory.tsv"
    table.write_text("id\tkind\na-1\ttopic\nb-2\tevent\n")
    out = StringIO()
    call_command("content_report", "--from", str(small), "--inventory", str(table), stdout=out)
    assert out.getvalue().split("\n") == ["b-2", "1 of 2 covered", ""]
    listed = tmp_path / "inventory.yaml"
    listed.write_text("pages:\n- {id: a-1, kind: topic}\n- {id: b-2, kind: event}\n- {id: c-3, kind: topic}\n")
    out = StringIO()
    call_command("content_report", "--from", str(small), "--inventory", str(listed), stdout=out)
    assert out.getvalue().splitlines() == ["b-2", "c-3", "1 of 3 covered"]


def test_only_kinds_with_a_later_home_are_uncovered():
    """Of the real inventory nothing is forgotten."""
    out = StringIO()
    call_command("content_report", stdout=out)
    *uncovered, count = out.getvalue().splitlines()
    kinds = dict(line.split("\t") for line in (FIXTURES / "inventory.tsv").read_text().splitlines()[1:])
    assert {kinds[item] for item in uncovered} <= LATER
    assert count == f"{len(kinds) - len(uncovered)} of {len(kinds)} covered"


def test_no_number_is_typed_into_a_page():
    """Pages name services; numbers stand in the contacts only."""
    typed = re.compile(r"\b0[\d ]{9,13}\b|(?<![\w£])(?:999|101|116 ?123|61016)\b(?! ext)")
    for file in (FIXTURES / "pages").rglob("*.md"):
        body = file.read_text().split("\n---\n", 1)[1]
        assert not typed.search(body), f"{file}: {typed.search(body)}"
