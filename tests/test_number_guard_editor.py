"""A number typed in the editor is refused next to the field or at the very block, as a draft and for publishing (EC3)."""

import json
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from contacts.models import Need, Service
from library.models import Resource
from portal.groups import collection_of
from portal.models import BasePage, StandardPage

from . import build
from .contacts import chip, form_of, form_of_need, front_doors
from .ground import laid

KNOWN = "01702 215007"
MISTYPED = "01702 215009"
OTHER = "020 7946 0123"
FORMER = "0845 606 1212"


@laid
def contacts(sites):
    team = build.make_contact("out-of-hours", "Emergency Duty Team", "0345 606 1212")
    team.former_numbers.create(number=FORMER)
    team.save()
    return front_doors(sites)


@laid
def staff(sites, contacts) -> StandardPage:
    return build.make_standard(sites.home("southend"), "Staff", "staff")


def form(body: list | None = None, **changes) -> dict:
    """What the editor of a standard page sends."""
    values = {
        "title": "Staff",
        "slug": "staff",
        "summary": "Who to ask.",
        "review_due": "2027-11-12",
        "body": streamfield(body or []),
        "comments": inline_formset([]),
    }
    return nested_form_data(values | changes)


def text(words: str):
    return rich_text(f"<p>{words}</p>", features=["bold", "link", "service", "ul"])


@pytest.fixture
def save(staff, sign_in):
    """`save(form(…))`: what the form says against it as a Southend editor saves a draft, by field; nothing if it is saved."""
    client = sign_in("Southend editors")

    def post(data: dict, client=client, target: BasePage = staff) -> dict:
        response = client.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), data)
        if response.status_code == 302:
            return {}
        said = response.context["form"].errors.as_data()
        shown = unescape(unescape(response.content.decode())).replace("\\u201c", "“").replace("\\u201d", "”")
        assert all(message in shown for errors in said.values() for message in messages_in(errors)), "not shown"
        return {name: at_blocks(errors) for name, errors in said.items()}

    return post


def as_json(error) -> dict:
    return error.as_json_data() if hasattr(error, "as_json_data") else {"messages": error.messages}


def at_blocks(errors: list):
    """The messages of a field; of a body, as the editor's script is told them: by index and name of the blocks."""
    (error,) = errors
    return json.loads(json.dumps(as_json(error)))


def messages_in(errors: list) -> list[str]:
    def walk(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from inner if key == "messages" else walk(inner)

    return [message.replace('"', '\\"') for error in errors for message in walk(as_json(error))]


def test_a_known_number_is_refused_and_the_contact_is_named(save, staff):
    said = save(form([("text", text(f"Call {KNOWN}."))]))
    message = (
        f"{KNOWN} is the number of Southend front door. Put the contact “Children's front door” here instead: "
        "then it is always right."
    )
    assert said == {"body": {"blockErrors": {"0": {"messages": [message]}}}}
    assert staff.revisions.count() == 0


def test_a_near_miss_is_refused_at_its_block(save):
    fine = ("text", text("Call us."))
    said = save(form([fine, ("text", text(f"Call {MISTYPED}.")), fine]))
    ((index, error),) = said["body"]["blockErrors"].items()
    assert index == "1"
    assert f"{MISTYPED} is probably a mistake for {KNOWN}, the number of Southend front door" in error["messages"][0]


def test_a_former_number_is_refused_with_what_replaced_it(save):
    (message,) = save(form([("text", text(FORMER))]))["body"]["blockErrors"]["0"]["messages"]
    assert "an old number of Emergency Duty Team, replaced by 0345 606 1212" in message


def test_a_neighbours_number_is_refused_too(save):
    (message,) = save(form([("text", text("01375 652802"))]))["body"]["blockErrors"]["0"]["messages"]
    assert "the number of Thurrock front door" in message


def test_the_contact_in_its_place_is_accepted(save, staff):
    assert save(form([("text", text(f"Call {chip()} from 9am on 12 November 2026."))])) == {}
    assert staff.revisions.count() == 1


def test_another_number_is_accepted_with_a_reason_that_is_kept(save, staff):
    body = [("text", text(f"Book on {OTHER}."))]
    (message,) = save(form(body))["body"]["blockErrors"]["0"]["messages"]
    assert "Write it under Settings, “Numbers that are no contact of ours”" in message
    assert save(form(body, other_numbers=OTHER)) != {}
    reason = f"{OTHER} the pier’s booking office"
    assert save(form(body, other_numbers=reason)) == {}
    assert StandardPage.objects.get(pk=staff.pk).get_latest_revision_as_object().other_numbers == reason


def deep(content: list) -> list:
    return [("section", {"heading": "Who to ask", "content": streamfield(content)})]


def listed(*values) -> dict:
    """The items of a list block, as its form sends them."""
    rows = {str(i): {"value": value, "deleted": "", "order": str(i)} for i, value in enumerate(values)}
    return {"count": str(len(values)), **rows}


def table(caption="Hours", heading="Day", cell="Monday") -> dict:
    return {
        "caption": caption,
        "column-count": "2",
        **{f"column-{i}-{name}": value for i in (0, 1) for name, value in (("type", "text"), ("deleted", ""))},
        "column-0-order": "0",
        "column-1-order": "1",
        "column-0-heading": "Day",
        "column-1-heading": heading,
        "row-count": "1",
        "row-0-order": "0",
        "row-0-deleted": "",
        "cell-0-0": text("Monday"),
        "cell-0-1": text(cell),
    }


def below(*way: str) -> dict:
    """The way to a block as the editor's script is told it, with a mark where the messages stand."""
    errors: dict = {"messages": ["here"]}
    for step in reversed(way):
        errors = {"blockErrors": {step: errors}}
    return errors


PLACES = [
    # a body with a number in it, and the way to the block at which it is refused
    (deep([("text", text(KNOWN))]), ("0", "content", "0")),
    ([("section", {"heading": KNOWN, "content": streamfield([])})], ("0", "heading")),
    (deep([("do", {"items": listed(text("Listen."), text(KNOWN))})]), ("0", "content", "0", "items", "1")),
    ([("warning", {"heading": KNOWN, "text": text("Ring now.")})], ("0", "heading")),
    ([("steps", {"steps": listed({"title": "Ask", "text": text(KNOWN)})})], ("0", "steps", "0", "text")),
    (
        [("questions", {"questions": listed({"question": KNOWN, "answer": text("Yes.")})})],
        ("0", "questions", "0", "question"),
    ),
    ([("table", table(cell=KNOWN))], ("0", "0", "1")),
    ([("table", table(caption=KNOWN))], ("0",)),
    ([("table", table(heading=KNOWN))], ("0",)),
]


@pytest.mark.parametrize(("body", "way"), PLACES, ids=["-".join(way) for _, way in PLACES])
def test_the_message_stands_at_the_block(save, body, way):
    said = save(form(body))["body"]
    assert KNOWN in json.dumps(said)
    assert blanked(said) == below(*way)


def blanked(errors: dict) -> dict:
    """The same with the mark in place of the messages; a table tells its cells by row and column without a level between."""
    if "messages" in errors:
        return {"messages": ["here"]}
    if "blockErrors" in errors:
        return {"blockErrors": {key: blanked(each) for key, each in errors["blockErrors"].items()}}
    return {"blockErrors": {key: blanked(each) for key, each in errors.items()}}


@pytest.fixture
def image(sites, groups):
    collection = collection_of(sites.partnership("southend"))
    return get_image_model().objects.create(title="Beach", file=get_test_image_file(), collection=collection)


@pytest.mark.parametrize(
    ("alt", "caption", "way"),
    [(KNOWN, "Southend", ("0", "image", "alt_text")), ("A beach", KNOWN, ("0", "caption"))],
)
def test_a_pictures_words_are_read(save, image, alt, caption, way):
    picture = {"image": {"image": str(image.pk), "alt_text": alt}, "caption": caption}
    assert blanked(save(form([("picture", picture)]))["body"]) == below(*way)


@pytest.mark.parametrize("field", ["title", "summary"])
def test_plain_fields_are_read(save, field):
    said = save(form(**{field: f"Call {KNOWN}"}))
    assert list(said) == [field]
    assert "put the contact “Children's front door” into the text" in said[field]["messages"][0]


def test_what_only_staff_see_may_hold_a_number(save):
    assert save(form(to_confirm=f"Is {KNOWN} still right?", responsible=f"Ask {MISTYPED}", also_called=FORMER)) == {}


def test_a_number_split_by_markup_or_hidden_in_a_link_is_seen(save):
    said = save(form([("text", text("<b>01702</b> 215007")), ("text", text('<a href="tel:+441702215007">us</a>'))]))
    assert list(said["body"]["blockErrors"]) == ["0", "1"]


def test_several_numbers_are_refused_at_once(save):
    said = save(form([("text", text(f"{KNOWN} or {FORMER}")), ("text", text(OTHER))], summary=MISTYPED))
    assert len(said["body"]["blockErrors"]["0"]["messages"]) == 2
    assert list(said["body"]["blockErrors"]) == ["0", "1"]
    assert "summary" in said


def test_publishing_is_refused_too(save, staff, sign_in):
    publisher = sign_in("Southend publishers")
    said = save(form([("text", text(KNOWN))], **{"action-publish": "1"}), client=publisher)
    assert KNOWN in said["body"]["blockErrors"]["0"]["messages"][0]
    assert save(form([("text", text(chip()))], **{"action-publish": "1"}), client=publisher) == {}
    staff.refresh_from_db()
    assert staff.latest_revision == staff.live_revision


def test_a_new_page_is_refused_too(sites, contacts, sign_in):
    add = reverse("wagtailadmin_pages:add", args=["portal", "standardpage", sites.home("southend").pk])
    client = sign_in("Southend editors")
    client.post(add, form([("text", text(KNOWN))]))
    assert not BasePage.objects.filter(slug="staff").exists()
    client.post(add, form([("text", text(chip()))]))
    assert BasePage.objects.filter(slug="staff").exists()


def test_every_part_of_a_topic_is_read(sites, contacts, save):
    topic = build.make_topic(sites.home("southend"), "Water", "water")
    young = {"heading": "Ask", "bands": ["8-10"], "content": streamfield([("text", text(KNOWN))])}
    data = {
        "title": "Water",
        "slug": "water",
        "summary": "Water.",
        "theme": "everyday",
        "review_due": "2027-11-12",
        "young_summary": f"Call {KNOWN}",
        "professionals": streamfield([("text", text(OTHER))]),
        "parents": streamfield([("text", text(FORMER))]),
        "young_people": streamfield([("section", young)]),
        "comments": inline_formset([]),
    }
    said = save(nested_form_data(data), target=topic)
    assert set(said) == {"professionals", "parents", "young_summary", "young_people"}


def test_the_register_is_asked_once_however_much_is_written(save, django_assert_max_num_queries):
    few = form([("text", text(f"Call {MISTYPED}."))])
    many = form([("text", text(f"Call {MISTYPED}."))] * 30)
    save(few)
    with django_assert_max_num_queries(200) as first:
        save(few)
    with django_assert_max_num_queries(200) as second:
        save(many)
    assert len(second) <= len(first)


def refused(response, *fields: str) -> bool:
    return response.status_code == 200 and sorted(response.context["form"].errors) == sorted(fields)


def test_the_words_of_an_image_are_read(image, contacts, sign_in):
    client = sign_in("Southend editors")
    edit = reverse("wagtailimages:edit", args=[image.pk])
    data = {"title": f"Ring {KNOWN}", "description": f"A poster with {FORMER}", "collection": image.collection_id}
    assert refused(client.post(edit, data), "title", "description")
    assert client.post(edit, data | {"title": "Beach in 2018", "description": "Sand."}).status_code == 302


def test_the_title_of_a_document_is_read(sites, contacts, sign_in):
    client = sign_in("Southend editors")
    add = reverse("wagtaildocs:add")
    collection = collection_of(sites.partnership("southend")).pk

    def post(title: str):
        file = SimpleUploadedFile("leaflet.txt", b"Words.")
        return client.post(add, {"title": title, "file": file, "collection": collection})

    assert refused(post(f"Leaflet: ring {MISTYPED}"), "title")
    assert post("Working Together 2018").status_code == 302


def test_a_resource_is_read(contacts, sites, sign_in):
    site = sites.site("southend")
    resource = build.make_resource(site, "Leaflet")
    client = sign_in("Southend editors")
    edit = reverse(Resource.snippet_viewset.get_url_name("edit"), args=[resource.pk])
    data = {"title": "Leaflet", "slug": "leaflet", "kind": "leaflet", "site": site.pk}
    assert refused(client.post(edit, data | {"description": f"Ring {KNOWN}", "note": OTHER}), "description", "note")
    assert client.post(edit, data | {"description": "Tips since 2018."}).status_code == 302


def test_a_contacts_own_words_are_read_and_its_numbers_are_not(contacts, sign_in):
    contact = contacts["southend"]
    client = sign_in("Southend editors")
    edit = reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
    assert refused(client.post(edit, form_of(contact, summary=f"Or ring {FORMER}.")), "summary")
    response = client.post(edit, form_of(contact, **{"channels-0-label": f"Or ring {FORMER}"}))
    assert "an old number of Emergency Duty Team" in unescape(response.content.decode())
    assert client.post(edit, form_of(contact, **{"channels-0-label": "By day"})).status_code == 302


def test_the_words_of_a_service_are_read(contacts, sign_in):
    service = Service.objects.get(slug="children-front-door")
    client = sign_in("SET publishers")
    edit = reverse(Service.snippet_viewset.get_url_name("edit"), args=[service.pk])
    data = {"name": service.name, "slug": service.slug, "order": 100}
    assert refused(client.post(edit, data | {"description": f"Ring {KNOWN}."}), "description")
    assert client.post(edit, data | {"description": "Since 2018.", "also_called": f"{KNOWN}, MASH"}).status_code == 302


def test_the_rows_of_a_need_are_read(contacts, sign_in):
    need = build.make_need("child", {"services": "children-front-door", "advice": "Call."})
    client = sign_in("SET publishers")
    edit = reverse(Need.snippet_viewset.get_url_name("edit"), args=[need.pk])
    response = client.post(edit, form_of_need(need, **{"routes-0-advice": f"Call {KNOWN}."}))
    assert list(response.context["form"].formsets["routes"].forms[0].errors) == ["advice"]
    assert client.post(edit, form_of_need(need, **{"routes-0-advice": "Call at once."})).status_code == 302
