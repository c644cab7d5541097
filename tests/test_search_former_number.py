"""A search for an old number leads to the present one, and a cry for help to help, above all results (SE2)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from . import build
from .ground import laid

OLD = "0845 606 1212"


@laid
def teams(sites):
    """Southend’s night team has another number than before; Thurrock’s has not."""
    night = build.make_contact("out-of-hours", "Night team", "0345 606 1212", sites.site("southend"))
    night.former_numbers.create(number=OLD, note="until 3 May 2024")
    night.save()
    build.make_contact("out-of-hours", "Thurrock night team", "01375 372468", sites.site("thurrock"))
    build.make_contact(
        "children-front-door", "Day team", "01702 215007", sites.site("southend"), also_called="C-SPOC, MASH+"
    )
    build.make_contact("childline", "Childline", "0800 1111")
    build.make_standard(sites.home("set"), "Old numbers", "old-numbers", "We wrote 0845 606 1212 here once.")
    return sites


@pytest.fixture
def look(read):
    def search(slug: str, query: str) -> str:
        page = read(slug, "/search/", query_params={"q": query}).content.decode()
        return page.split("<main")[1].split("</main")[0]

    return search


@pytest.mark.parametrize(
    "query",
    [
        OLD, "08456061212", "0845 6061212", "+44 845 606 1212", "0044 845 606 1212", "(0845) 606-1212", "8456061212",
        "call 0845 606 1212 at night", "606 1212",
    ],
)  # fmt: skip
def test_an_old_number_however_written_leads_to_the_present_one(teams, look, query):
    main = look("southend", query)
    said = re.sub(r"<[^>]*>|\s+", " ", main)
    assert re.search(rf"{OLD} +is no longer in use\. +Call +Night team on +0345 606 1212", said)
    assert main.index("no longer in use") < main.index("contact-card")
    assert "01375 372468" not in main


def test_the_old_number_itself_is_never_a_link(teams, look):
    main = look("southend", OLD)
    assert "0845" not in "".join(re.findall(r"<a .*?</a>", main, re.S)) and "+44845" not in main


def test_it_stands_above_the_pages_that_hold_it(teams, look):
    main = look("southend", OLD)
    assert main.index("no longer in use") < main.index('<ol class="results"') < main.index("/old-numbers/")


@pytest.mark.parametrize(("slug", "shown"), [("set", True), ("thurrock", False), ("essex", False)])
def test_only_where_the_contact_shows(teams, look, slug, shown):
    assert ("no longer in use" in look(slug, OLD)) == shown


@pytest.mark.parametrize("query", ["1212", "0845", "01702 215007", "0345 606 1212", "2026", "night"])
def test_nothing_else_is_taken_for_it(teams, look, query):
    assert "no longer in use" not in look("southend", query)


def test_a_number_in_use_again_by_another_team_is_not_called_old(teams, look):
    build.make_contact("adults-front-door", "Adults", OLD, teams.site("southend"))
    assert "no longer in use" not in look("southend", OLD)


def test_a_contact_with_no_other_number_says_so(teams, look):
    lado = build.make_contact("lado", "LADO", site=teams.site("southend"), to_confirm="Ask.")
    lado.former_numbers.create(number="01702 534706")
    lado.save()
    assert "We do not have another number for LADO" in look("southend", "01702 534706")


def test_a_search_without_digits_costs_no_query_more(teams, look):
    def queries(query: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            look("southend", query)
        return len(asked)

    queries("night")
    words, digits = queries("night"), queries("0845 606 1212 night")
    assert digits <= 12 and words <= digits


NAMES = [
    ("southend", "MASH+", "01702 215007"),
    ("southend", "C-SPOC", "01702 215007"),
    ("southend", "single point of contact", "01702 215007"),
    ("thurrock", "Emergency Duty Service", "01375 372468"),
    ("southend", "Emergency Duty Service", "0345 606 1212"),
    ("southend", "0845 606 1212", "0345 606 1212"),
]


def test_old_team_names_of_the_content_find_the_new_contact(shipped, look):
    """SE2: the contact stands above the pages."""
    for slug, query, shown in NAMES:
        main = look(slug, query)
        assert main.index("Who to call") < main.index(shown), query
        assert '<ol class="results"' not in main or main.index(shown) < main.index('<ol class="results"'), query


@pytest.mark.parametrize(
    "query", ["999", "help", "HELP!", "hurt me", "he hurt me", "my dad hits me", "I want to die", "help me please"]
)
@pytest.mark.parametrize("slug", ["southend", "set"])
def test_a_cry_for_help_is_answered_above_all_results(teams, look, slug, query):
    """999 first, then Childline, then who answers about a child, and the way to more."""
    main = look(slug, query)
    places = [main.index(words) for words in ("tel:999", "tel:+448001111", "tel:+441702215007", 'href="/get-help/"')]
    assert places == sorted(places)
    assert '<ol class="results"' not in main or places[-1] < main.index('<ol class="results"')


@pytest.mark.parametrize(
    "query", ["early help", "help with a referral", "head injury", "night team", "child", "hit and run"]
)
def test_a_search_for_something_is_not_taken_for_one(teams, look, query):
    assert "Get help now" not in look("southend", query)
