"""What search engines read of contacts is what readers see: schema.org in the head of the page."""

import json
import re

import pytest

from . import build
from .contacts import front_doors
from .ground import laid

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(read, slug: str, path: str) -> list[dict]:
    (text,) = BLOCK.findall(read(slug, path).content.decode().partition("</head>")[0])
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


@laid
def doors(sites):
    doors = front_doors(sites)
    build.make_contact(
        "out-of-hours",
        "Duty team",
        "0345 606 1212",
        sites.site("southend"),
        "Mon-Thu 17:30-09:00; Sat-Sun,hol 09:00-09:00",
    )
    return doors


@pytest.mark.parametrize("path", ["/", "/get-help/"])
@pytest.mark.parametrize("slug", ["southend", "thurrock", "essex"])
def test_a_partnership_is_an_organisation_with_its_own_numbers(doors, read, slug, path):
    (node,) = graph(read, slug, path)
    area = build.AREAS[slug]
    assert node["@type"] == "GovernmentOrganization"
    assert node["name"] == f"{area} Safeguarding Children Partnership"
    assert node["areaServed"] == {"@type": "AdministrativeArea", "name": area}
    assert node["contactPoint"][0]["telephone"] == doors[slug].ways[0].href.removeprefix("tel:")
    assert node["contactPoint"][0]["contactType"] == "Children's front door"
    assert len(node["contactPoint"]) == (2 if slug == "southend" else 1)


def test_on_set_every_area_is_an_organisation(doors, read):
    assert [node["areaServed"]["name"] for node in graph(read, "set", "/")] == ["Essex", "Southend", "Thurrock"]


def test_a_service_is_one_for_each_contact_with_a_channel_for_each_way(doors, sites, read):
    contact = doors["southend"]
    contact.channels.create(kind="voice", value="101", extension="180340", label="The unit", sort_order=2)
    contact.channels.create(kind="text", value="61016", sort_order=3)
    contact.channels.create(kind="email", value="door@example.gov.uk", sort_order=4)
    contact.save()
    (node,) = graph(read, "southend", "/contacts/children-front-door/")
    assert (node["@type"], node["name"], node["serviceType"]) == (
        "GovernmentService",
        "Southend front door",
        "Children's front door",
    )
    assert node["url"] == "http://southend.localhost/contacts/children-front-door/"
    assert node["provider"]["@type"] == "GovernmentOrganization"
    phone, unit, text, mail = node["availableChannel"]
    assert phone["servicePhone"]["telephone"] == "+441702215007"
    assert (unit["servicePhone"]["telephone"], unit["servicePhone"]["description"]) == ("101;ext=180340", "The unit")
    assert text["serviceSmsNumber"]["telephone"] == "61016"
    assert mail["serviceUrl"] == "mailto:door@example.gov.uk"
    assert len(graph(read, "set", "/contacts/children-front-door/")) == 3


def test_who_serves_everywhere_is_not_said_to_be_part_of_a_partnership(sites, read):
    build.make_contact("childline", "Childline", "0800 1111")
    (node,) = graph(read, "southend", "/contacts/childline/")
    assert node["@type"] == "Service"
    assert "provider" not in node
    assert "hoursAvailable" not in node, "not known is not said"


def hours(read, sites, text: str) -> list[dict]:
    build.make_contact("lado", "LADO", "01702 215007", sites.site("southend"), text)
    (node,) = graph(read, "southend", "/contacts/lado/")
    return [{name: value for name, value in each.items() if name != "@type"} for each in node["hoursAvailable"]]


def test_hours_name_days_bank_holidays_and_dates(sites, read):
    week, closed, date, dates = hours(
        read, sites, "Mon-Tue 09:00-17:30; Sat-Sun,hol closed; 2026-12-24 09:00-12:00; 2026-12-28..2026-12-30 closed"
    )
    assert week == {
        "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Tuesday"],
        "opens": "09:00:00",
        "closes": "17:30:00",
    }
    assert closed["dayOfWeek"][-1] == "https://schema.org/PublicHolidays"
    assert "opens" not in closed, "closed, as schema.org has it"
    assert date == {"validFrom": "2026-12-24", "validThrough": "2026-12-24", "opens": "09:00:00", "closes": "12:00:00"}
    assert dates == {"validFrom": "2026-12-28", "validThrough": "2026-12-30"}


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("Mon-Sun,hol 17:30-09:00", "17:30:00", "09:00:00"),  # earlier than it opens: the next day, says schema.org
        ("Mon-Sun,hol 09:00-09:00", "09:00:00", "08:59:59"),  # equal times would say: never
        ("Mon-Sun,hol 09:00-00:00", "09:00:00", "23:59:59"),
        ("always", "00:00:00", "23:59:59"),
    ],
)
def test_hours_past_midnight_are_not_read_as_none(sites, read, text, opens, closes):
    (each,) = hours(read, sites, text)
    assert (each["opens"], each["closes"]) == (opens, closes)
    assert len(each["dayOfWeek"]) == 8


def test_no_name_ends_the_element(sites, read):
    name = "</script><script>alert(1)</script><!-- & “x”"
    build.make_contact("lado", name, "01702 215007", sites.site("southend"))
    (node,) = graph(read, "southend", "/contacts/lado/")
    assert node["name"] == name
    assert "<script>alert" not in read("southend", "/contacts/lado/").content.decode()


def test_where_there_is_nobody_there_is_no_block(sites, read):
    build.make_service("lado")
    assert not BLOCK.findall(read("southend", "/contacts/lado/").content.decode())
