"""Procedures as content files: a file becomes a chapter or a document, and a changed file a new version or a clear refusal."""

from pathlib import Path

import pytest
from django.core.management import CommandError
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from portal.models import BasePage, StandardPage
from procedures.models import Part, ProcedureIndexPage, ProcedurePage, Version

from .content_files import load, make

ALLEGATIONS = """---
title: Managing allegations
summary: What to do.
kind: procedure
part: people
order: 20
issue: "1"
effective: 2026-01-10
licence: Open Government Licence
change: Written for the web.
changes: [{section: Deadline, sentence: One working day.}, {sentence: A new form.}]
approved_by: The board
approved_on: 2025-12-01
review_by: 2027-01-10
owner: The officer
---

Call {{children-front-door}}.

## Reporting at once {#reporting}

Tell your manager, then see [the deadline](#deadline) and [what zones are](/procedures/zones/#names).

## The deadline {#deadline}

One working day.
"""
ZONES = """---
title: Zones
summary: What they are called.
kind: protocol
edition: "2024"
file_wanted: true
under_review: true
status_note: Due in spring.
---

## The names of zones {#names}

North and south.
"""


@pytest.fixture
def files(tmp_path, db) -> Path:
    """The small content files, with a manual of one part, a chapter, and a document."""
    folder = make(tmp_path / "fixtures")
    (folder / "parts.yaml").write_text("- {slug: people, title: People, order: 10}\n")
    pages = folder / "pages" / "set"
    (pages / "procedures").mkdir()
    (pages / "procedures.md").write_text("---\ntitle: Procedures\nsummary: All.\ntype: procedures\n---\nStart here.\n")
    (pages / "procedures" / "allegations.md").write_text(ALLEGATIONS)
    (pages / "procedures" / "zones.md").write_text(ZONES)
    return folder


def change(folder: Path, *pairs: tuple[str, str], name: str = "procedures/allegations.md") -> None:
    file = folder / "pages" / "set" / name
    text = file.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text)


def refused(folder: Path) -> str:
    with pytest.raises(CommandError) as error:
        load(folder)
    return str(error.value)


def page(slug: str = "allegations") -> ProcedurePage:
    return ProcedurePage.objects.get(slug=slug)


def anchors(slug: str = "allegations") -> dict[str, str]:
    """The latest version's headings, each with its anchor."""
    version = page(slug).versions.order_by("-ordinal").first()
    return {entry["heading"]: entry["anchor"] for entry in version.outline}


def test_a_file_becomes_a_chapter_with_its_first_version(files, read):
    """What the head says of this version is frozen with it, and the reader gets the chapter at its number."""
    load(files)
    version = Version.objects.get(page=page())
    assert (version.number, str(version.starts), version.approved_by) == ("1", "2026-01-10", "The board")
    assert [change.value["sentence"] for change in version.changes] == ["One working day.", "A new form."]
    assert (page().part, page().order, page().readers) == (Part.objects.get(), 20, ("professionals",))
    assert (page().licence, str(page().review_by)) == ("Open Government Licence", "2027-01-10")
    html = read("southend", "/procedures/allegations/").content.decode()
    assert "Chapter 1.1" in html and "01702 215007" in html
    assert "Start here" in read("southend", "/procedures/").content.decode()


def test_a_document_says_what_is_missing_and_that_it_is_under_review(files, read):
    """No file, the year alone, a note on its state."""
    load(files)
    html = read("southend", "/procedures/zones/").content.decode()
    assert "The file has not been uploaded yet" in html and "Under review" in html and "Due in spring." in html
    assert "the day is not known" in html and page("zones").part is None


def test_links_name_sections_by_their_name_in_the_file(files, read):
    """On the page they carry the section's anchor; a chapter may link to one that is loaded after it."""
    load(files)
    html = read("southend", "/procedures/allegations/").content.decode()
    assert 'href="#the-deadline"' in html and 'href="/procedures/zones/#the-names-of-zones"' in html
    assert 'id="the-deadline"' in html


def test_a_second_load_changes_nothing(files):
    """No version, no revision."""
    load(files)
    before = list(BasePage.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    assert load(files).strip().endswith("unchanged") and Version.objects.count() == 2
    assert list(BasePage.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before


def test_a_changed_text_without_a_word_on_its_significance_is_refused(files):
    """With the file's name and line, and nothing changes."""
    load(files)
    change(files, ("One working day.\n", "Two working days.\n"))
    said = refused(files)
    assert "procedures/allegations.md:2:" in said and "Say how much it changes" in said
    assert Version.objects.filter(page=page()).count() == 1


def test_a_new_issue_makes_a_new_version_and_keeps_the_old_one(files, read):
    """From its day on; until then the old text is in force."""
    load(files)
    new = ('issue: "1"', 'issue: "2"\nsignificance: significant'), ("effective: 2026-01-10", "effective: 2090-03-01")
    change(files, *new, ("One working day.\n", "Two working days.\n"), ("Written for the web.", "More time."))
    load(files)
    assert list(page().versions.order_by("ordinal").values_list("number", "change_summary")) == [
        ("1", "Written for the web."),
        ("2", "More time."),
    ]
    html = read("southend", "/procedures/allegations/").content.decode()
    assert "One working day" in html and "Two working days" not in html


def test_a_significant_change_under_a_published_issue_is_refused(files):
    """Else the log would announce the change under the number people already hold."""
    load(files)
    change(files, ('issue: "1"', 'issue: "1"\nsignificance: significant'), ("One working day.\n", "Two days.\n"))
    assert "issue 1 is published" in refused(files)


def test_a_minor_correction_is_numbered_by_itself(files):
    """The file keeps its issue."""
    load(files)
    change(files, ('issue: "1"', 'issue: "1"\nsignificance: minor'), ("One working day.\n", "A working day.\n"))
    load(files)
    assert list(page().versions.order_by("ordinal").values_list("number", flat=True)) == ["1", "1.1"]


def test_a_named_section_keeps_its_address_when_moved_and_renamed(files):
    """Its name in the file is what the portal knows it by; another heading in its old place takes nothing from it."""
    load(files)
    text = (files / "pages/set/procedures/allegations.md").read_text()
    head, reporting, deadline = text.split("## ")
    moved = f"{head}## {deadline}\n## {reporting}".replace("The deadline {", "By when {")
    moved = moved.replace('issue: "1"', 'issue: "1.1"\nsignificance: minor')
    (files / "pages/set/procedures/allegations.md").write_text(moved)
    load(files)
    assert anchors() == {"By when": "the-deadline", "Reporting at once": "reporting-at-once"}


def test_a_withdrawn_procedure_names_what_to_follow_now(files, read):
    """410, and a link to the page that the file names."""
    change(
        files,
        (
            "edition:",
            "withdrawn_on: 2026-02-01\nwithdrawn_why: Joined.\nreplaced_by: /procedures/allegations/\nedition:",
        ),
        name="procedures/zones.md",
    )
    change(files, ("/procedures/zones/#names", "/procedures/zones/"))
    load(files)
    answer = read("southend", "/procedures/zones/")
    assert answer.status_code == 410 and 'href="/procedures/allegations/"' in answer.content.decode()


def test_a_file_uploaded_since_is_not_asked_for_again(files):
    """Even when the files win over what people have edited: there is no new version, and the file stays."""
    load(files)
    zones = page("zones")
    zones.document = get_document_model().objects.create(title="Zones", file="zones.pdf")
    zones.file_wanted = False
    zones.save_revision().publish()
    load(files, "--overwrite")
    version = Version.objects.get(page=zones)
    assert (version.document, version.file_wanted, page("zones").document) == (zones.document, False, zones.document)


def test_a_partnerships_chapter_lies_over_the_shared_one(files, read):
    """At the same path; links on its site lead to the sections it has."""
    folder = files / "pages" / "southend" / "procedures"
    folder.mkdir()
    own = ALLEGATIONS.replace("The deadline {#deadline}", "By when in Southend {#deadline}")
    (folder / "allegations.md").write_text(own)
    load(files)
    assert 'href="#by-when-in-southend"' in read("southend", "/procedures/allegations/").content.decode()
    assert "By when in Southend" not in read("essex", "/procedures/allegations/").content.decode()


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        ("procedures/allegations.md", "part: people", "part: peeple", 2, "no part “peeple”"),
        ("procedures/allegations.md", "kind: procedure", "kind: rule", 2, "“rule” is not a kind"),
        ("procedures/allegations.md", "effective: 2026-01-10", "effective: in spring", 2, "effective_from"),
        ("procedures/allegations.md", "sentence: A new form.", "section: Forms", 11, "“sentence” is missing"),
        ("procedures/allegations.md", "owner:", "replaced_by: /nowhere/\nowner:", 2, "no page at “/nowhere/”"),
        ("procedures/allegations.md", "owner:", "significance: huge\nowner:", 2, "“huge” is not a significance"),
        ("procedures/allegations.md", "(#deadline)", "(#dedline)", 22, "“#dedline” leads nowhere"),
        ("procedures/allegations.md", "zones/#names", "zones/#nmaes", 22, "“/procedures/zones/#nmaes” leads nowhere"),
        ("procedures/allegations.md", "{#deadline}", "{#Dead line}", 24, "not a name for a section"),
        ("procedures/allegations.md", "{#deadline}", "{#reporting}", 24, "two sections are named “#reporting”"),
        ("procedures/zones.md", "file_wanted: true", "withdrawn_on: 2026-01-01", 2, "cannot be published: Say why"),
        ("topics/water.md", "theme:", "kind: policy\ntheme:", 2, "“kind” is not known here"),
        ("procedures.md", "Start here.", "Start [here](/procedures/zones/#nmaes).", 6, "leads nowhere"),
    ],
)
def test_a_malformed_procedure_stops_the_load(files, name, old, new, line, says):
    """The message names file, line and what is wrong, and nothing is loaded."""
    change(files, (old, new), name=name)
    said = refused(files)
    assert f"{name}:{line}:" in said and says in said
    assert not ProcedurePage.objects.exists() and not Part.objects.exists()


@pytest.fixture
def installed(files) -> StandardPage:
    """A site loaded when /procedures/ was still an ordinary page, with a redirect to it and a link in a text."""
    index = files / "pages/set/procedures.md"
    wanted = index.read_text()
    for name in ("allegations", "zones"):
        (files / f"pages/set/procedures/{name}.md").rename(files / f"{name}.later")
    index.write_text(wanted.replace("type: procedures", "type: standard"))
    (files / "pages/set/home.md").write_text("---\ntitle: Home\nsummary: Home.\n---\nSee [all](/procedures/).\n")
    load(files)
    for name in ("allegations", "zones"):
        (files / f"{name}.later").rename(files / f"pages/set/procedures/{name}.md")
    index.write_text(wanted)
    before = StandardPage.objects.get(slug="procedures")
    Redirect.objects.create(old_path="/rules", redirect_page=before)
    return before


def test_a_page_nobody_edited_becomes_what_its_file_says_now(files, installed, read):
    """Under its id: redirects and links still lead to it, and what belongs there hangs below it."""
    load(files)
    after = ProcedureIndexPage.objects.get(slug="procedures")
    assert after.pk == installed.pk and not StandardPage.objects.filter(pk=after.pk).exists()
    assert BasePage.objects.get(pk=after.pk).specific == after and page().get_parent().specific == after
    assert read("set", "/rules").headers["location"].endswith("/procedures/")
    assert 'href="/procedures/"' in read("set", "/").content.decode()
    assert all(isinstance(revision.as_object(), ProcedureIndexPage) for revision in after.revisions.all())
    assert load(files).strip().endswith("unchanged")


def test_a_page_a_person_edited_is_not_turned_into_another(files, installed):
    """The load stops and says what to do; told to overwrite, it goes on."""
    installed.title = "Edited by a person"
    installed.save_revision().publish()
    said = refused(files)
    assert "set/procedures.md:2:" in said and "a standard page stands there already" in said
    assert StandardPage.objects.get(pk=installed.pk).title == "Edited by a person"
    load(files, "--overwrite")
    assert ProcedureIndexPage.objects.get(pk=installed.pk).title == "Procedures"
