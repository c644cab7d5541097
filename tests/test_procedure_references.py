"""Numbers, anchors and references: what readers have bookmarked still leads there after renumbering (PD2)."""

import pytest

from procedures.models import Part

from . import build
from .build import section
from .ground import laid


@laid
def manual(sites):
    """Two parts; the second chapter refers to the first and to a section of its own."""
    sites.first = build.make_procedure(
        sites.home("set"),
        "Bruising",
        "bruising",
        section("Looking", "Look."),
        section("Telling", "Tell."),
        part=build.make_part("Concerns", 1),
        order=10,
    )
    links = (
        '<a href="/procedures/bruising/#telling">telling</a> or <a href="#when">when</a>, '
        'all in <a linktype="page" id="{}">it</a>'
    )
    sites.second = build.make_procedure(
        sites.home("set"),
        "Allegations",
        "allegations",
        section("When", "Within a day."),
        section("How", links.format(sites.first.pk)),
        part=build.make_part("People", 2),
        order=10,
    )
    return sites


def text(read, slug: str, path: str) -> str:
    response = read(slug, path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_references_carry_the_number_of_what_they_lead_to(manual, read):
    """However the link was made: to a section, within the chapter, or to a whole chapter by its page."""
    page = text(read, "southend", "/procedures/allegations/")
    assert 'telling</a> <span class="reference">(section 1.1.2)</span>' in page
    assert 'when</a> <span class="reference">(section 2.1.1)</span>' in page
    assert 'href="/procedures/bruising/">it</a> <span class="reference">(chapter 1.1)</span>' in page


def test_references_follow_when_chapters_and_sections_are_renumbered(manual, read):
    """Nobody edits the chapter that refers."""
    build.make_procedure(manual.home("set"), "Earlier", "earlier", part=Part.objects.get(slug="concerns"), order=1)
    keys = build.with_sections(manual.first, ("Telling", "Telling", "Tell."), ("Looking", "Looking", "Look."))
    build.publish(manual.first, "2026-02-01", body=keys, significance="minor")
    page = text(read, "southend", "/procedures/allegations/")
    assert 'telling</a> <span class="reference">(section 1.2.1)</span>' in page
    assert 'it</a> <span class="reference">(chapter 1.2)</span>' in page


def test_an_old_version_keeps_the_numbers_it_was_published_under(manual, read):
    """Whoever cites it cites those; the first version too."""
    build.make_procedure(manual.home("set"), "Earlier", "earlier", part=Part.objects.get(slug="concerns"), order=1)
    build.publish(
        manual.first,
        "2026-02-01",
        significance="minor",
        body=build.with_sections(manual.first, ("Looking", "Looking", "Look again.")),
    )
    assert '<span class="number">1.2.1</span> Looking' in text(read, "southend", "/procedures/bruising/")
    assert '<span class="number">1.1.1</span> Looking' in text(read, "southend", "/procedures/bruising/versions/1/")


def test_parts_are_renumbered_at_once(manual, read):
    """The order of parts is a record: saving it is enough."""
    part = Part.objects.get(slug="concerns")
    part.order = 9
    part.save()
    assert "(section 2.1.2)" in text(read, "southend", "/procedures/allegations/")


def test_the_references_in_an_old_version_are_those_of_today(manual, read):
    """A link is of use only if it leads somewhere now."""
    build.publish(
        manual.second,
        "2026-02-01",
        significance="minor",
        body=build.with_sections(manual.second, ("When", "When", "Within a day."), ("How", "How", "Anyhow.")),
    )
    assert "(section 1.1.2)" in text(read, "southend", "/procedures/allegations/versions/1/")


def renumbered(manual):
    """Telling is renamed and comes first, Looking is gone, Asking is new, and a second Looking is written anew."""
    body = build.with_sections(
        manual.first,
        ("Telling", "Sharing what you saw", "Tell."),
        ("Asking", "Asking", "Ask."),
        ("New", "Telling", "Say."),
    )
    return build.publish(
        manual.first, "2026-02-01", body=body, significance="significant", change_summary="Shorter.", edition="2026"
    )


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("telling", 'id="telling"><span class="number">1.1.1</span> Sharing what you saw</h2>'),
        ("asking", 'id="asking"><span class="number">1.1.2</span> Asking</h2>'),
        ("telling-2", 'id="telling-2"><span class="number">1.1.3</span> Telling</h2>'),
        (
            "looking",
            '<li id="looking">“Looking”, last in <a href="/procedures/bruising/versions/1/#looking">issue 1</a></li>',
        ),
    ],
)
def test_every_anchor_there_ever_was_leads_somewhere(manual, read, anchor, words):
    """A renamed section keeps its own; one that is gone says in which issue it stood; none is ever given to another."""
    renumbered(manual)
    page = text(read, "southend", "/procedures/bruising/")
    assert words in page
    assert page.count(f'id="{anchor}"') == 1


def test_a_section_that_is_gone_is_remembered_through_later_versions(manual, read):
    """Also by the version after the next."""
    page = renumbered(manual)
    body = build.with_sections(page, ("Sharing what you saw", "Sharing", "Tell them."))
    build.publish(page, "2026-03-01", body=body, significance="minor")
    shown = text(read, "southend", "/procedures/bruising/")
    for anchor in ("looking", "asking", "telling-2", "telling"):
        assert shown.count(f'id="{anchor}"') == 1


def test_a_section_that_comes_back_has_its_anchor_back(manual, read):
    """Written anew under the heading it had."""
    page = renumbered(manual)
    body = build.with_sections(
        page, ("Sharing what you saw", "Sharing what you saw", "Tell."), ("x", "Looking", "Look again.")
    )
    build.publish(page, "2026-03-01", body=body, significance="minor")
    shown = text(read, "southend", "/procedures/bruising/")
    assert 'id="looking"><span class="number">1.1.2</span> Looking</h2>' in shown


def test_after_a_new_slug_every_old_address_still_leads_there(manual, read, django_capture_on_commit_callbacks):
    """The procedure's own, those of days and issues, and the page of changes, on every host."""
    with django_capture_on_commit_callbacks(execute=True):
        page = build.publish(manual.first, "2026-02-01", slug="injuries")
    first = page.versions.get(ordinal=1).starts
    for rest in ("", f"{first:%Y-%m-%d}/", "versions/1/", "changes/"):
        response = read("essex", f"/procedures/bruising/{rest}")
        assert response.status_code == 301, rest
        assert response.headers["Location"].endswith(f"/procedures/injuries/{rest}"), rest


def test_a_partnerships_own_chapter_takes_the_place_of_the_shared_one(manual, read):
    """Its number is the shared one's, its text its own; neighbours see nothing of it."""
    part = Part.objects.get(slug="people")
    own = build.make_procedure(
        manual.home("thurrock"), "Allegations in Thurrock", "allegations", section("Ask", "Ours."), part=part, order=10
    )
    assert own.shared_page_id == manual.second.pk
    thurrock = text(read, "thurrock", "/procedures/manual/")
    assert '<span class="number">2.1</span> Allegations in Thurrock' in thurrock
    assert '<span class="number">2.1.1</span> Ask' in thurrock
    for slug in ("southend", "essex", "set"):
        shown = text(read, slug, "/procedures/manual/") + text(read, slug, "/procedures/")
        assert "Allegations in Thurrock" not in shown
        assert '<span class="number">2.1</span> Allegations' in shown


def test_the_whole_manual_stands_on_one_page(manual, read):
    """Every chapter in force, each section with its number; no anchor twice."""
    page = text(read, "southend", "/procedures/manual/")
    for words in (
        "1.1.1</span> Looking",
        "1.1.2</span> Telling",
        "2.1.1</span> When",
        "2.1.2</span> How",
        "Within a day.",
    ):
        assert words in page
    anchors = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(anchors) == len(set(anchors))
