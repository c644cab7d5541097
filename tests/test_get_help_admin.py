"""Staff keep the rules of /get-help/: the page follows SET's publishers, and a table that cannot be right is refused."""

import pytest
from django.urls import reverse

from contacts.models import Need, Service

from . import build
from .contacts import form_of_need
from .ground import laid

NEVER_REACHED = "No reader gets as far as this row"
NOT_FOR_EVERYONE = "The last row must fit everyone, always."


@laid
def need(sites) -> Need:
    """Two rows: parents call the helpline, everyone else the front door."""
    site = sites.site("southend")
    build.make_contact("children-front-door", "Front door", "01702 215007", site)
    build.make_contact("lado", "The LADO", "01375 652802", site)
    build.make_contact("early-help", "Helpline", "0345 603 7627")
    parents = {"who": "parents", "services": "early-help", "advice": "Talk to them."}
    return build.make_need("child", parents, {"services": "children-front-door", "advice": "Call."}, heading="A child")


def edit(need: Need) -> str:
    return reverse(Need.snippet_viewset.get_url_name("edit"), args=[need.pk])


def pk(slug: str) -> str:
    return str(Service.objects.get(slug=slug).pk)


def answer(read) -> str:
    html = read("southend", "/get-help/?about=child&who=parents").content.decode()
    return html.partition('id="turn-to"')[2].partition("</section>")[0]


def test_a_publisher_of_set_changes_a_rule_and_the_page_follows(need, sign_in, read):
    """From the next request on, and the change is in the record's history."""
    assert "tel:+443456037627" in answer(read) and "Talk to them." in answer(read)
    changes = {"routes-0-first": pk("lado"), "routes-0-advice": "Ask the LADO."}
    response = sign_in("SET publishers").post(edit(need), form_of_need(need, **changes))
    assert response.status_code == 302
    assert "tel:+441375652802" in answer(read) and "Ask the LADO." in answer(read)
    assert "tel:+443456037627" not in answer(read)
    assert need.revisions.get().content["routes"][0]["advice"] == "Ask the LADO."


def test_a_row_moved_up_is_asked_first(need, sign_in, read):
    third = {
        "who": "parents",
        "urgency": "",
        "advice": "New.",
        "expect": "",
        "first": pk("lado"),
        "second": "",
        "third": "",
    }
    third = {f"routes-2-{name}": value for name, value in (third | {"id": "", "ORDER": "1", "DELETE": ""}).items()}
    third |= {"routes-0-urgency": "now", "routes-0-ORDER": "0", "routes-1-ORDER": "3", "routes-TOTAL_FORMS": "3"}
    sign_in("SET publishers").post(edit(need), form_of_need(need, **third))
    assert [str(row) for row in Need.objects.get().routes.all()] == [
        "Parents and carers, Someone is in danger now",
        "Parents and carers, always",
        "Everyone, always",
    ]
    assert "New." in answer(read)


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("SET publishers", True),
        ("Administrators", True),
        ("SET editors", False),
        ("Southend editors", False),
        ("Southend publishers", False),
        ("Comms", False),
    ],
)
def test_who_may_change_the_rules(need, sign_in, group, may):
    client = sign_in(group)
    client.post(edit(need), form_of_need(need, heading="Changed"))
    assert (Need.objects.get().heading == "Changed") == may
    listed = client.get(reverse(Need.snippet_viewset.get_url_name("list")))
    assert (listed.status_code == 200) == may
    assert ("Get help: who to turn to" in client.get(reverse("wagtailadmin_home")).content.decode()) == may


def test_a_row_nobody_reaches_is_refused_next_to_it(need, sign_in):
    """The first row made to fit everyone leaves nothing for the second."""
    response = sign_in("SET publishers").post(edit(need), form_of_need(need, **{"routes-0-who": ""}))
    html = response.content.decode()
    assert html.count(NEVER_REACHED) == 1
    assert html.index('id="id_routes-1-who-label"') < html.index(NEVER_REACHED) < html.index('name="routes-1-who"')
    form = response.context["form"]
    assert [list(row.errors) for row in form.formsets["routes"].forms] == [[], ["who"]]
    assert Need.objects.get().routes.first().who == "parents"


def test_a_table_that_leaves_somebody_without_an_answer_is_refused_next_to_its_last_row(need, sign_in):
    response = sign_in("SET publishers").post(edit(need), form_of_need(need, **{"routes-1-urgency": "later"}))
    assert response.content.decode().count(NOT_FOR_EVERYONE) == 1
    assert [list(row.errors) for row in response.context["form"].formsets["routes"].forms] == [[], ["who"]]
    assert Need.objects.get().routes.last().urgency == ""


def test_the_last_row_cannot_simply_be_taken_away(need, sign_in):
    response = sign_in("SET publishers").post(edit(need), form_of_need(need, **{"routes-1-DELETE": "on"}))
    assert NOT_FOR_EVERYONE in response.content.decode()
    assert need.routes.count() == 2


def test_a_service_is_named_once_in_a_row(need, sign_in):
    changes = {"routes-0-second": pk("early-help")}
    response = sign_in("SET publishers").post(edit(need), form_of_need(need, **changes))
    assert "Each service once." in response.content.decode()


def test_the_word_that_links_name_an_answer_by_never_changes(need, sign_in):
    response = sign_in("SET publishers").post(edit(need), form_of_need(need, slug="children"))
    assert "It cannot change." in response.content.decode()
    assert Need.objects.get().slug == "child"


def test_a_new_need_is_asked_at_once(need, sign_in, read):
    """Made by a form with one row for everyone; without any row it is refused."""
    data = form_of_need(need, heading="Money worries", slug="money", **{"routes-INITIAL_FORMS": "0"})
    data = {name: value for name, value in data.items() if not name.endswith("-id") and "routes-0" not in name}
    data |= {name.replace("-1-", "-0-"): value for name, value in data.items() if "routes-1" in name}
    add = reverse(Need.snippet_viewset.get_url_name("add"))
    client = sign_in("SET publishers")
    empty = {**data, "routes-TOTAL_FORMS": "0"}
    assert client.post(add, empty).status_code == 200
    assert client.post(add, {**data, "routes-TOTAL_FORMS": "1"}).status_code == 302
    assert "/get-help/?about=money" in read("southend", "/get-help/").content.decode()
