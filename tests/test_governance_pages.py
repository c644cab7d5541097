"""What the pages of governance say: the structure twice from the same data, a group whole, its data, and its words found."""

import json
import re
from datetime import date
from uuid import UUID

import pytest
import time_machine
from django.core.exceptions import ValidationError

from governance.models import GroupPage
from governance.open_data.fields import TABLES
from portal.models import Passage
from procedures.models import ProcedurePage

from . import build, governance
from .governance import about, make_group, make_member, make_structure

TODAY = "2026-11-26T12:00:00+00:00"


@pytest.fixture
def furnished(sites):
    """SET with all there is, Southend with a group of its own below a shared one and one of its own at the top."""
    with time_machine.travel("2026-01-10T12:00:00+00:00", tick=False):
        governance.furnish(sites)
    home = sites.home("southend")
    own = make_group(home, "Southend Board", order=5)
    make_member(own, "Police", part="relevant")
    make_member(own, "Fire service", part="relevant")
    make_group(home, "Southend Panel", reports_to=own)
    make_group(home, "Southend Deaths Group", reports_to=GroupPage.objects.get(slug="child-death-overview-panel"))

    return sites


@pytest.fixture
def shown(furnished, read):
    """`shown("southend", "/about/board/")`: what a reader gets there, in one line."""

    def get(slug: str, path: str) -> str:
        with time_machine.travel(TODAY, tick=False):
            response = read(slug, path)
        assert response.status_code == 200, path
        return " ".join(response.content.decode().split())

    return get


def names(html: str, css: str) -> list[str]:
    return re.findall(rf'class="{css}"[^>]*>(?:<a [^>]*>)?([^<]*)<', html)


def test_the_diagram_and_the_list_say_the_same(shown):
    """Both hold every group in the same order; a screen reader is given the list only, a keyboard its links only."""
    html = shown("southend", "/about/structure/")
    drawn, listed = names(html, "chart__title"), names(html, "tree__title")
    assert drawn == listed
    assert drawn.index("Southend Board") == 0  # its own first
    assert len(drawn) == len(set(drawn)) == 15
    assert re.findall(r'<div class="chart[^>]*>', html) == ['<div class="chart chart--across" aria-hidden="true">'] * 2
    assert 'tabindex="-1"' in html[html.index('<div class="chart') :]
    assert "Shared by Essex, Southend and Thurrock" in html
    assert listed[listed.index("Child Death Overview Panel") + 1] == "Southend Deaths Group"


def test_the_structure_leads_on(shown):
    """To the arrangements with their issue and state, scrutiny, the shelf, the calendar and the data; on SET to each area."""
    html = shown("set", "/about/structure/")
    assert '<a href="/procedures/arrangements/">Our arrangements</a>: 1 January 2023. Under review.' in html
    for address in (
        "/about/independent-scrutiny/",
        "/about/what-we-must-publish/",
        "/events/calendar.ics?kind=meeting",
        "/groups/open-data/",
        "http://thurrock.localhost/about/structure/",
    ):
        assert f'href="{address}"' in html, address


def test_each_agency_is_named_once_under_its_closest_part(shown):
    """A partner of one group that is a member of another is a partner; on a partnership's site its own groups count."""
    html = shown("set", "/about/structure/")
    parts = html[html.index('id="agencies"') : html.index('id="more"')]
    assert re.findall(r"<h3>([^<]*)", parts) == ["Safeguarding partners", "Relevant agencies"]
    assert [parts.count(name) for name in ("Police", "Council", "Probation service")] == [1, 1, 1]
    own = shown("southend", "/about/structure/")
    own = own[own.index('id="agencies"') : own.index('id="more"')]
    assert re.findall(r"<li>\s*([^<]*?)\s*</li>", own) == ["Fire service", "Police"]


def test_where_no_group_names_the_partners_they_are_those_of_the_partnership(shown, sites):
    """Whether its groups name others or nobody; each is said once, as a partner."""
    for slug, follows in (("essex", False), ("southend", True)):
        partnership = sites.partnership(slug)
        partnership.partners = "The council\nPolice"
        partnership.save()
        html = shown(slug, "/about/structure/")
        assert "<h3>Safeguarding partners</h3> <ul><li>The council</li><li>Police</li></ul>" in html
        assert ("<h3>Relevant agencies</h3>" in html) is follows
        parts = html[html.index('id="agencies"') : html.index('id="more"')]
        assert parts.count("Police") == 1


def test_a_group_says_all_that_is_known_of_it(shown):
    """Duties, members with agency and role, how it works, the groups around it, and the terms of reference in force."""
    html = shown("essex", "/about/board/")
    for words in (
        "<li>Takes the decisions on the plan.</li><li>Evaluates the sub-groups.</li>",
        "Probation service, Head of service",
        "Relevant agency</span>",
        "<li>Business Manager</li>",
        "<dd>One of the three safeguarding partners, in turn</dd>",
        "<dd>four times a year</dd>",
        "<dd>2.5 hours</dd>",
        "<dd>May 2019</dd>",
        "<dd>the former executive board</dd>",
        '<dd><a href="/about/strategic-group/">Strategic Group</a></dd>',
        '<a href="/procedures/board-terms/">Terms of reference of the board</a>, edition of 2025',
        '<li><a href="/about/neglect-group/">Neglect Group</a></li>',
        'href="/contacts/business-team/"',
    ):
        assert words in re.sub(r"\s+(</li>|<span)", r"\1", html), words


@pytest.mark.parametrize("change", [{"withdrawn_on": date(2026, 2, 1), "withdrawn_why": "Over."}, None])
def test_terms_that_readers_do_not_meet_are_not_named(shown, change):
    """Withdrawn or taken down."""
    terms = ProcedurePage.objects.get(slug="board-terms")
    if change:
        build.publish(terms, "2026-02-01", **change)
    else:
        terms.unpublish()
    assert "Terms of reference" not in shown("essex", "/about/board/")


def test_an_own_group_in_the_place_of_a_shared_one_takes_its_place_in_the_structure(shown, sites):
    """Those that answer to the shared group answer to the own one; and its own terms stand for the shared terms."""
    home = sites.home("southend")
    strategic = GroupPage.objects.get(slug="strategic-group")
    own = make_group(
        home,
        "Southend’s own executive",
        "board",
        reports_to=strategic,
        terms_of_reference=ProcedurePage.objects.get(slug="board-terms"),
        shared_page=GroupPage.objects.get(slug="board", path__startswith=sites.home("set").path),
    )
    assert own.shared_page_id
    build.make_procedure(home, "Southend’s own terms", "board-terms", kind="terms", edition="2026")
    html = shown("southend", "/about/board/")
    assert 'href="/about/neglect-group/"' in html
    assert "Southend’s own terms</a>, edition of 2026" in html
    assert 'Answers to</dt><dd><a href="/about/board/">Southend’s own executive' in shown(
        "southend", "/about/neglect-group/"
    )


def refusals(page: GroupPage, parent=None) -> dict[str, str]:
    from portal.publication import reasons

    return {getattr(reason, "field", None): str(reason) for reason in reasons(page, parent)}


def test_a_place_that_cannot_be_is_said_next_to_its_field(sites):
    """Itself, a ring of any length, a neighbour's group or page; an own and a shared one are fine."""
    shared = make_group(sites.home("set"), "Shared")
    a, b, c = (make_group(sites.home("southend"), name) for name in "abc")
    foreign = make_group(sites.home("essex"), "Foreign")
    terms = build.make_procedure(sites.home("essex"), "Terms", "terms", kind="terms")
    a.reports_to, b.reports_to = b, c
    a.save(), b.save()
    new = GroupPage(title="New", slug="new", summary="New.")
    table = [
        (a, {}, set()),
        (c, {"reports_to": shared}, set()),
        (c, {"reports_to": c}, {"reports_to"}),
        (c, {"reports_to": a}, {"reports_to"}),
        (c, {"reports_to": foreign}, {"reports_to"}),
        (new, {"reports_to": foreign}, {"reports_to"}),
        (new, {"reports_to": a}, set()),
        (c, {"terms_of_reference": terms}, {"terms_of_reference"}),
        (shared, {"reports_to": a}, {"reports_to"}),
    ]
    for page, values, fields in table:
        page.reports_to = page.terms_of_reference = None
        for name, value in values.items():
            setattr(page, name, value)
        found = refusals(page, None if page.path else about(sites.home("southend")))
        assert set(found) == fields, (page, values)
        assert "Foreign" not in " ".join(found.values())
    c.reports_to = foreign
    with pytest.raises(ValidationError, match="another partnership"):
        c.save_revision().publish()


def test_the_data_hold_every_group_of_the_site_and_are_explained(shown, read):
    """The same ids on every site; who answers to whom only within the file; each field on the page about them."""
    whole = json.loads(shown("southend", "/groups.json"))
    by_name = {each["name"]: each for each in whole["contents"]}
    assert whole["total_items"] == len(by_name) == 15
    shared = {each["name"]: each for each in json.loads(shown("essex", "/groups.json"))["contents"]}
    assert len(shared) == 12
    board = by_name["Management Executive Board"]
    assert UUID(board["id"]) == UUID(shared["Management Executive Board"]["id"])
    assert board["reports_to"] == by_name["Strategic Group"]["id"]
    assert board["members"][3] == {
        "organization": {"id": board["members"][3]["organization"]["id"], "name": "Probation service"},
        "role": "Head of service",
        "part": "relevant",
    }
    assert (board["shared"], by_name["Southend Board"]["shared"]) == (True, False)
    assert board["page"] == "http://southend.localhost/about/board/"
    explained = {anchor: {name for name, _ in fields} for anchor, _, fields in TABLES}
    assert set(whole) == explained["file"]
    assert {name for each in by_name.values() for name in each} == explained["group"]
    assert {name for member in board["members"] for name in member} <= explained["member"]
    html = shown("southend", "/groups/open-data/")
    assert all(f"<code>{name}</code>" in html for names in explained.values() for name in names)
    response = read("southend", "/groups.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert read("southend", "/groups.json?x=%00&page=-1").status_code == 200


def test_searches_find_a_group_by_duty_short_name_and_former_name(shown):
    for words in ("evaluates sub-groups", "MEB", "former executive"):
        html = shown("southend", f"/search/?q={words}")
        assert "/about/board/" in html, words


def test_terms_and_arrangements_come_last_among_the_procedures(shown, sites):
    """A duty worker looks for what to do; how the partnership is run stands below all of that."""
    build.make_procedure(sites.home("set"), "A tool", "tool", kind="tool")
    html = shown("southend", "/procedures/")
    places = [
        html.index(f'id="{each}"') for each in ("practice-tools", "safeguarding-arrangements", "terms-of-reference")
    ]
    assert places == sorted(places)
    assert places[-1] < html.index('id="amendments"')
    html = shown("southend", "/procedures/arrangements/")
    assert '<p class="page-head__kicker">Safeguarding arrangements</p>' in html


def test_what_has_no_groups_says_so(sites, read):
    make_structure(sites.home("set"))
    assert "No group has been published here yet." in read("essex", "/about/structure/").content.decode()
    assert json.loads(read("essex", "/groups.json").content)["empty"] is True


def test_a_group_leaves_no_trace_in_searches_when_it_is_taken_down(sites):
    group = make_group(sites.home("set"), "Gone", short_name="GNE")
    assert Passage.objects.get(page=group).also_called == "GNE"
    group.unpublish()
    assert not Passage.objects.filter(page=group).exists()
