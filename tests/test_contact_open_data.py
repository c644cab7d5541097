"""Contacts as data for anyone: complete, in the standard's words, one site's alone, and nothing that is staff's."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine

from contacts.models import Contact
from contacts.open_data.fields import CONTACT, GROUPS, HSDS, OURS, PHONE, SCHEDULE, UK, WRAPPER
from portal.audiences import Audience

from . import build
from .contacts import front_doors
from .ground import laid

DAY = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

# The names in the published schemas: of HSDS-UK 3.0 (OpenReferralUK/uk-profile, October 2024), and those that HSDS 3.0
# (openreferral/specification) has besides.
PUBLISHED = {
    WRAPPER: "total_items total_pages page_number size first_page last_page empty contents",
    CONTACT: "id organization_id name description url email status fees accreditations minimum_age maximum_age assured_date "
    "assurer_email alert last_modified schedules service_areas service_at_locations languages organization funding "
    "cost_options contacts attributes",
    PHONE: "id contact_id number description languages schedules",
    SCHEDULE: "id service_id service_at_location_id valid_from valid_to dtstart freq interval byday bymonthday description "
    "opens_at closes_at schedule_link attending_type notes",
}
PUBLISHED_BY_HSDS = {CONTACT: "alternate_name phones", PHONE: "extension type", WRAPPER: "", SCHEDULE: ""}


def data(read, slug: str = "southend") -> dict:
    return json.loads(read(slug, "/contacts.json").content)


def table(read, slug: str = "southend") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(slug, "/contacts.csv").content.decode(), newline="")))


@laid
def full(sites) -> Contact:
    """A contact with something in every field there is, staff's fields too."""
    service = build.make_service(
        "lado", "LADO", description="About people who work with children.", audiences=[Audience.PROFESSIONALS]
    )
    contact = build.make_contact(
        service,
        "Southend “designated officer”, LADO",
        "01702 215007",
        sites.site("southend"),
        f"{DAY}; 2026-12-24 09:00-12:00; 2026-12-28..2026-12-30 closed; Sat 10:00-12:00 email",
        short_name="the LADO",
        also_called="Hidden alias",
        summary="Send the form first.",
        hours_note="Leave a message.",
        source="Secret source",
        confirmed_on=date(2026, 11, 12),
        confirmed_by="Secret person",
        owner="secret@example.org",
        next_check=date(2027, 5, 12),
    )
    contact.channels.create(kind="voice", value="07400 123456", approved="Secret approval", sort_order=2)
    contact.channels.create(kind="voice", value="101", extension="180340", label="Police unit", sort_order=3)
    contact.channels.create(
        kind="voice", value="0843 221 0000", cost="7p a minute", menu="Press 1\nThen 2", sort_order=4
    )
    contact.channels.create(kind="text", value="61016", sort_order=5)
    contact.channels.create(kind="email", value="lado@example.gov.uk", label="Send the form", sort_order=6)
    contact.channels.create(kind="web", value="https://example.gov.uk/lado", sort_order=7)
    contact.former_numbers.create(number="01702 999999", note="Secret note")
    contact.save()
    return contact


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22T12:00:00+00:00", tick=False):
        yield


def test_each_fact_that_readers_are_told_is_in_the_json(full, read, in_november):
    """FC3: role, area, number, hours, exceptions and the day it was checked."""
    (record,) = data(read)["contents"]
    assert record["role"] == "lado"
    assert record["attributes"][0]["taxonomy_term"]["name"] == "LADO"
    assert [area["name"] for area in record["service_areas"]] == ["Southend"]
    assert record["assured_date"] == "2026-11-12"
    assert record["being_checked"] is False
    assert record["audiences"] == ["professionals"]
    assert record["email"] == record["emails"][0]["address"] == "lado@example.gov.uk"
    assert record["url"] == record["websites"][0]["address"] == "https://example.gov.uk/lado"
    assert record["page"] == "http://southend.localhost/contacts/lado/"
    assert record["hours_note"] == "Leave a message."
    assert [(phone["number"], phone["type"]) for phone in record["phones"]] == [
        ("01702 215007", "voice"),
        ("07400 123456", "voice"),
        ("101", "voice"),
        ("0843 221 0000", "voice"),
        ("61016", "text"),
    ]
    assert record["phones"][0]["international"] == "+441702215007"
    assert record["phones"][2]["extension"] == 180340
    assert record["phones"][2]["uri"] == "tel:101,180340"
    assert (record["phones"][3]["cost"], record["phones"][3]["menu"]) == ("7p a minute", ["Press 1", "Then 2"])


def test_hours_are_the_ordinary_week_with_bank_holidays_and_exceptions_beside_it(full, read, in_november):
    """FC3: a program that knows only the standard does not take an exception for more hours of the week."""
    (record,) = data(read)["contents"]
    assert record["hours"] == "hours"
    assert [(each["freq"], each["byday"], each["opens_at"], each["closes_at"]) for each in record["schedules"]] == [
        ("WEEKLY", "MO,TU,WE,TH", "09:00", "17:30"),
        ("WEEKLY", "FR", "09:00", "16:30"),
    ]
    assert record["bank_holiday_hours"] == [{"closed": True}]
    short, shut = record["exceptions"]
    assert (short["valid_from"], short["valid_to"], short["opens_at"], short["closes_at"]) == (
        "2026-12-24",
        "2026-12-24",
        "09:00",
        "12:00",
    )
    assert (shut["valid_from"], shut["valid_to"], shut["closed"]) == ("2026-12-28", "2026-12-30", True)
    assert record["emails"][0]["schedules"][0]["byday"] == "SA"
    assert "schedules" not in record["phones"][0], "only where they are not the contact’s"


def test_unknown_hours_and_always_are_said_in_a_word(sites, read, in_november):
    build.make_contact("childline", "Childline", "0800 1111")
    build.make_contact("emergency", "Emergency", "999", hours="always")
    line, emergency = sorted(data(read)["contents"], key=lambda each: each["role"])
    assert (line["hours"], line["schedules"], line["bank_holiday_hours"]) == ("unknown", [], [])
    assert emergency["hours"] == "always"
    assert emergency["schedules"][0]["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert emergency["bank_holiday_hours"][0]["all_day"] is True


def test_nothing_of_staffs_is_in_either_file(full, read, in_november):
    for path in ("/contacts.json", "/contacts.csv"):
        text = read("southend", path).content.decode()
        assert "Southend" in text
        for secret in ("Secret", "secret@", "01702 999999", "2027-05-12"):
            assert secret not in text


def test_what_is_still_to_be_confirmed_has_no_date_and_no_word_of_why(full, read, in_november):
    full.to_confirm = "Ask Mrs Secret."
    full.save()
    (record,) = data(read)["contents"]
    assert "assured_date" not in record
    assert "Ask Mrs" not in json.dumps(record) + read("southend", "/contacts.csv").content.decode()


def test_a_check_long_overdue_is_said_with_what_to_do(full, read):
    with time_machine.travel("2027-08-01T12:00:00+00:00", tick=False):
        (record,) = data(read)["contents"]
        assert (record["being_checked"], "assured_date" in record) == (True, False)
        assert "999" in record["alert"]
        assert {row["being_checked"] for row in table(read)} == {"true"}


@pytest.mark.parametrize(
    "path", ["/contacts.json", "/contacts.csv", "/contacts/children-front-door.vcf", "/contacts/card/"]
)
@pytest.mark.parametrize("slug", ["southend", "thurrock", "essex"])
def test_a_neighbours_contact_is_in_no_file_of_this_site(sites, read, slug, path):
    doors = front_doors(sites)
    text = read(slug, path).content.decode().replace("\r\n ", "")
    for area, contact in doors.items():
        found = contact.name in text or contact.ways[0].value in text or contact.ways[0].href[4:] in text
        assert found == (area == slug)


def test_set_has_all_areas_and_the_same_identifiers_as_their_own_sites(sites, read):
    doors = front_doors(sites)
    build.make_contact("childline", "Childline", "0800 1111")
    everything = {record["name"]: record for record in data(read, "set")["contents"]}
    assert set(everything) == {contact.name for contact in doors.values()} | {"Childline"}
    for slug in ("southend", "thurrock", "essex"):
        for record in data(read, slug)["contents"]:
            assert record["id"] == everything[record["name"]]["id"]
    assert everything["Essex front door"]["organization"]["name"] == "Essex Safeguarding Children Partnership"
    assert "organization" not in everything["Childline"]
    assert len(everything["Childline"]["service_areas"]) == 3


def test_an_identifier_outlives_a_new_name(full, read, in_november):
    before = data(read)["contents"][0]["id"]
    full.name = "Another name"
    full.save()
    assert data(read)["contents"][0]["id"] == before


def everything(node, found=None) -> list[dict]:
    """Every object in the file, however deep."""
    found = [] if found is None else found
    if isinstance(node, dict):
        found.append(node)
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        everything(each, found)
    return found


def test_every_object_of_the_standard_has_an_identifier_of_its_own(full, read, in_november):
    """HSDS: `id` is a UUID, required, and unique."""
    (record,) = data(read)["contents"]
    identified = [record, record["organization"], *record["attributes"], *record["phones"], *record["service_areas"]]
    identified += [each for node in everything(record) for each in node.get("schedules", [])]
    identified.append(record["attributes"][0]["taxonomy_term"])
    ids = [UUID(each["id"]) for each in identified]
    assert len(ids) == len(set(ids))


def test_required_fields_and_values_are_those_of_the_standard(full, read, in_november):
    """HSDS-UK 3.0: required are id, name, status of a service; id, name, description of an organisation and of a term."""
    (record,) = data(read)["contents"]
    assert record["name"]
    assert record["status"] in ("active", "inactive", "defunct", "temporarily closed")
    for each in (record["organization"], record["attributes"][0]["taxonomy_term"]):
        assert each["name"]
        assert each["description"]
    for schedule in record["schedules"]:
        assert schedule["freq"] in ("WEEKLY", "MONTHLY")
        assert set(schedule["byday"].split(",")) <= {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
        assert re.fullmatch(r"\d\d:\d\d", schedule["opens_at"])
    assert all(isinstance(phone.get("extension", 0), int) for phone in record["phones"])


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.anchor)
def test_each_name_is_whose_the_documentation_says(group):
    """FC3: the standard's names where they exist. Compared with its published schemas."""
    for name, whose, _ in group.fields:
        uk, hsds = name in PUBLISHED[group].split(), name in PUBLISHED_BY_HSDS[group].split()
        assert whose == (UK if uk else HSDS if hsds else OURS), name


def test_every_field_in_the_files_is_explained_on_the_page(full, read, in_november):
    whole = data(read)
    (record,) = whole["contents"]
    ways = [*record["phones"], *record["emails"], *record["websites"]]
    hours = [*record["schedules"], *record["bank_holiday_hours"], *record["exceptions"]]
    for group, objects in ((WRAPPER, [whole]), (CONTACT, [record]), (PHONE, ways), (SCHEDULE, hours)):
        explained = {name for name, _, _ in group.fields}
        assert {name for each in objects for name in each} <= explained
    page = read("southend", "/contacts/open-data/").content.decode()
    for group in GROUPS:
        assert all(f"<code>{name}</code>" in page for name, _, _ in group.fields)
    assert all(f"<code>{name}</code>" in page for name in table(read)[0])


@pytest.mark.parametrize("path", ["/contacts.json", "/contacts.csv"])
def test_the_licence_goes_with_the_data_and_any_site_may_ask(full, read, path):
    """FC3: Open Government Licence v3."""
    response = read("southend", path)
    assert response["Link"] == f'<{OGL}>; rel="license"'
    assert response["Access-Control-Allow-Origin"] == "*"
    assert OGL in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["/contacts/", "/contacts/open-data/", "/contacts/lado.vcf", "/contacts/card/", "/get-help/"]
)
def test_other_sites_may_ask_for_the_data_and_for_nothing_else(full, read, path):
    assert "Access-Control-Allow-Origin" not in read("southend", path)


def test_a_file_is_kept_no_longer_than_it_is_right(sites, read):
    """GH8: ten seconds before midnight, when checks fall due, ten seconds."""
    front_doors(sites)
    with time_machine.travel("2026-11-26T23:59:50+00:00", tick=False):
        assert "max-age=10" in read("southend", "/contacts.json")["Cache-Control"]


def test_the_table_has_a_row_for_each_way(full, read, in_november):
    response = read("southend", "/contacts.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert 'filename="southend-contacts.csv"' in response["Content-Disposition"]
    assert response.content.count(b"\n") == response.content.count(b"\r\n"), "RFC 4180: CRLF"
    found = table(read)
    assert [row["type"] for row in found] == ["voice", "voice", "voice", "voice", "text", "email", "web"]
    assert found[0]["number"] == "01702 215007"
    assert found[2]["extension"] == "180340"
    assert found[5]["address"] == "lado@example.gov.uk"
    assert found[0]["name"] == "Southend “designated officer”, LADO"
    assert found[0]["hours"] == DAY
    assert found[0]["exceptions"] == "2026-12-24 09:00-12:00; 2026-12-28..2026-12-30 closed"
    assert {row["assured_date"] for row in found} == {"2026-11-12"}


def test_a_contact_without_a_way_is_in_both_files_all_the_same(sites, read):
    build.make_contact("exploitation-team", "The team", site=sites.site("southend"), to_confirm="Ask.")
    assert data(read)["contents"][0]["phones"] == []
    assert [(row["name"], row["type"]) for row in table(read)] == [("The team", "")]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+44", "-1", "@SUM", "\tx"])
def test_no_cell_is_a_formula(sites, read, name):
    build.make_contact("lado", name, "01702 215007", sites.site("southend"), summary="=1+1")
    (row,) = table(read)
    assert (row["name"], row["description"]) == (f"'{name}", "'=1+1")


# Another program: it knows the file, and the rules on the page, and nothing of ours.

LONDON = ZoneInfo("Europe/London")
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def spans(record: dict, file: dict, day: date):
    dated = [each for each in record["exceptions"] if each["valid_from"] <= str(day) <= each["valid_to"]]
    if dated:
        rows = dated
    elif record["hours"] == "always":
        rows = [each for each in record["schedules"] if CODES[day.weekday()] in each["byday"]]
    elif record["hours"] == "unknown" or day.year not in file["bank_holidays_known_for"]:
        return None
    elif str(day) in file["bank_holidays"]:
        rows = record["bank_holiday_hours"]
    else:
        rows = [each for each in record["schedules"] if CODES[day.weekday()] in each["byday"]]
    found = []
    for row in rows:
        if not row["closed"]:
            ends = day + timedelta(days=row["closes_next_day"] or row["all_day"])
            closes = "00:00" if row["all_day"] else row["closes_at"]
            start, end = (
                datetime.combine(on, time.fromisoformat(at), LONDON).astimezone(UTC)
                for on, at in ((day, row["opens_at"]), (ends, closes))
            )
            found.append((start, end))
    return found


def is_open(record: dict, file: dict, at: datetime) -> bool | None:
    today = at.astimezone(LONDON).date()
    known = True
    for day in (today - timedelta(days=1), today):
        found = spans(record, file, day)
        if found is None:
            known = False
        elif any(start <= at < end for start, end in found):
            return True
    return False if known else None


def test_another_program_reckons_from_the_json_who_is_open(sites, read, in_november):
    """GH1–GH3, read by other eyes: each half hour of the winter and both changes of the clocks."""
    southend = sites.site("southend")
    build.make_contact(
        "day", "Day", "01702 215007", southend, f"{DAY}; 2026-12-24 09:00-12:00; 2026-12-29..2026-12-30 closed"
    )
    build.make_contact("night", "Night", "01702 215007", southend, f"{NIGHT}; 2026-12-24 12:00-09:00")
    build.make_contact("always", "Always", "999", hours="always; 2027-01-05 closed")
    build.make_contact("unknown", "Unknown", "0800 1111")
    file = data(read)
    named = {contact.name: contact for contact in Contact.objects.all()}
    start = datetime(2026, 11, 22, 12, tzinfo=UTC)
    wrong = [
        (record["name"], at)
        for record in file["contents"]
        for step in range(48 * 140)
        if is_open(record, file, at := start + timedelta(minutes=30 * step)) != named[record["name"]].open_at(at)
    ]
    assert not wrong


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_to_be_read(sites, client, method):
    assert getattr(client, method)("/contacts.json").status_code == 405
