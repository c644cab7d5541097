"""A search for a team, a role or a number finds who to call, above the pages."""

import pytest

from . import build


@pytest.fixture
def people(sites):
    door = build.make_service("children-front-door", "Children's front door", also_called="MASH, social services")
    build.make_contact(door, "Southend Hub", "01702 215007", sites.site("southend"), also_called="C-SPOC, MASH+")
    build.make_contact(door, "Thurrock Hub", "01375 652802", sites.site("thurrock"))
    build.make_contact("lado", "Thurrock LADO", "01375 652803", sites.site("thurrock"))
    build.make_contact("emergency", "Emergency services", "999", also_called="999, police")
    return sites


@pytest.mark.parametrize(
    ("slug", "query", "shown", "hidden"),
    [
        ("southend", "MASH", ["01702 215007"], ["01375 652802"]),
        ("southend", "c-spoc", ["01702 215007"], []),
        ("southend", "who is the LADO", [], ["01375 652803"]),
        ("thurrock", "who is the LADO", ["01375 652803"], []),
        ("set", "mash", ["01702 215007", "01375 652802"], []),
        ("essex", "999", ["Emergency services"], []),
        ("thurrock", "mash balloon", [], ["01375 652802"]),
        ("thurrock", "the", [], ["01375 652802"]),
    ],
)
def test_names_old_and_new_find_who_to_call(people, read, slug, query, shown, hidden):
    """The area's own, and on SET every area's; nothing of a neighbour, nothing for little words."""
    main = read(slug, f"/search/?q={query}").content.decode().split("<main")[1].split("</main")[0]
    assert all(words in main for words in shown)
    assert not any(words in main for words in hidden)
    assert ("Who to call" in main) == bool(shown)
