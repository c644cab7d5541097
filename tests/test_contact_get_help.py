"""/get-help/ says who to turn to now: danger first, the reader's own area, and no address that leads to an error."""

import re
from html import unescape
from itertools import product

import pytest

from contacts.models import Need, Urgency
from portal.audiences import Audience

from . import build
from .contacts import load_contacts
from .ground import laid

FRONT_DOORS = {"southend": "+441702215007", "thurrock": "+441375652802", "essex": "+443456037627"}
OUT_OF_HOURS = {"southend": "+443456061212", "thurrock": "+441375372468", "essex": "+443456061212"}
LADO = "+447762406606"
CHILDLINE = "+448001111"
ABOUT = [
    "",
    "child",
    "you",
    "adult",
    "someone-who-works-with-children",
    "online-abuse",
    "domestic-abuse",
    "child-death",
    "referral",
]
WHO = ["", *Audience.values]
URGENT = ["", *Urgency.values]


@laid
def contacts(sites):
    """The real contacts and rules, on the sites of a test."""
    load_contacts(sites)


def main(response) -> str:
    page = " ".join(unescape(response.content.decode()).split())
    return page.partition("<main")[2].partition("</main>")[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def numbers(html: str) -> list[str]:
    return re.findall(r'href="tel:([+0-9,]+)"', html)


def part(html: str, section: str) -> str:
    """One section of the page, by the id of its heading."""
    return html.partition(f'id="{section}"')[2].partition("</section>")[0]


def answering(html: str) -> list[str]:
    """The first number of each line that is shown as answering now."""
    lists = re.findall(r'<ul class="answer__now">(.*?)</ul> *(?:<ul class="answer__others">|</div>)', html)
    return [numbers(line)[0] for each in lists for line in each.split('class="answer__line"')[1:]]


def others(html: str) -> str:
    return " ".join(html.split('class="answer__others"')[1:])


@pytest.mark.parametrize("slug", build.AREAS)
def test_danger_comes_first_whoever_asks_and_whatever_about(contacts, read, slug):
    """GH6: 999 is the first number of the page's content, on every site and in every combination; and no cookie is set."""
    for about, who, urgent in product(ABOUT, WHO, URGENT[:2]):
        response = read(slug, "/get-help/", data={"about": about, "who": who, "urgent": urgent})
        assert response.status_code == 200
        assert not response.cookies
        assert numbers(main(response))[0] == "999", (about, who, urgent)


@pytest.mark.parametrize("slug", build.AREAS)
def test_a_child_always_sees_childline_and_words_for_them(contacts, read, slug):
    """GH6: right after 999, in every combination, once."""
    for about, urgent in product(ABOUT, URGENT):
        page = main(read(slug, "/get-help/", data={"about": about, "who": "young-people", "urgent": urgent}))
        assert numbers(page)[1] == CHILDLINE
        assert numbers(page).count(CHILDLINE) == 1
        assert "It is not your fault." in page


def test_a_child_sees_childline_even_where_no_record_of_it_is_left(sites, read):
    assert numbers(main(read("southend", "/get-help/?who=young-people")))[:2] == ["999", CHILDLINE]


@pytest.mark.parametrize(
    ("at", "slug", "open_now", "said"),
    [
        ("2026-11-26 17:15Z", "southend", FRONT_DOORS, "until 5.30pm. Then call the Southend Emergency Duty Team"),
        ("2026-11-26 17:15Z", "thurrock", OUT_OF_HOURS, "until 9am tomorrow. Then call Thurrock MASH"),
        ("2026-11-26 18:00Z", "southend", OUT_OF_HOURS, "until 9am tomorrow. Then call Southend MASH+"),
        (
            "2026-11-27 16:45Z",
            "essex",
            OUT_OF_HOURS,
            "until 9am on Monday. Then call the Essex Children & Families Hub",
        ),
        ("2026-11-27 16:45Z", "thurrock", FRONT_DOORS, "until 5pm. Then call the Thurrock Emergency Duty Team"),
        ("2026-12-25 10:00Z", "southend", OUT_OF_HOURS, "until 9am on Tuesday"),
    ],
)
def test_a_duty_professional_sees_who_answers_now_and_who_from_then(
    contacts, read, time_machine, at, slug, open_now, said
):
    """GH1-GH3 on the page: the line that answers stands first, in large, with when that changes; the other with its hours."""
    time_machine.move_to(at, tick=False)
    page = main(read(slug, "/get-help/?who=professionals&about=child&urgent=today"))
    answer = part(page, "turn-to")
    assert answering(answer) == [open_now[slug]]
    assert said in words(answer)
    later = ({FRONT_DOORS[slug], OUT_OF_HOURS[slug]} - {open_now[slug]}).pop()
    assert numbers(others(answer)) == [later]
    assert "Closed now, opens at" in words(others(answer))
    assert "9am" in words(others(answer).partition("contact__hours")[2])


def test_a_lado_is_shown_with_its_own_hours(contacts, read, time_machine):
    """GH6: Thurrock's LADO until 16:30 on a Friday, the front door half an hour longer."""
    path = "/get-help/?who=professionals&about=someone-who-works-with-children"
    time_machine.move_to("2026-11-27 16:29:59Z", tick=False)
    answer = part(main(read("thurrock", path)), "turn-to")
    assert answering(answer) == [LADO, FRONT_DOORS["thurrock"]]
    assert "until 4.30pm." in words(answer) and "LADO@thurrock.gov.uk" in answer
    time_machine.move_to("2026-11-27 16:30:00Z", tick=False)
    answer = part(main(read("thurrock", path)), "turn-to")
    assert answering(answer) == [FRONT_DOORS["thurrock"]]
    assert LADO in numbers(others(answer))
    assert "Closed now, opens at 9am on Monday" in words(others(answer))


def test_professionals_always_see_the_front_door_and_the_lado(contacts, read):
    """GH6: whatever it is about; nobody else is told so where it is not their answer."""
    for about in ABOUT:
        page = main(read("thurrock", "/get-help/", data={"who": "professionals", "about": about}))
        assert FRONT_DOORS["thurrock"] in numbers(page), about
        assert numbers(page).count(LADO) == 1, about
    assert LADO not in numbers(main(read("thurrock", "/get-help/?who=parents&about=child")))


def test_set_shows_all_areas_equally_and_lets_the_reader_choose_by_link(contacts, read):
    """GH7: each under its name, in the same form; the choice is a link to that area's own site that says the same."""
    response = read("set", "/get-help/?who=parents&about=child")
    page = part(main(response), "turn-to")
    assert re.findall(r"<h3>(.*?)</h3>", page) == ["Essex", "Southend", "Thurrock"]
    cards = page.split("<h3>")[1:]
    assert [card.count("answer__now") for card in cards] == [1, 1, 1]
    assert [set(numbers(card)) for card in cards] == [
        {FRONT_DOORS[slug], OUT_OF_HOURS[slug]} for slug in ("essex", "southend", "thurrock")
    ]
    for slug in FRONT_DOORS:
        assert f'href="http://{slug}.localhost/get-help/?who=parents&about=child"' in page
    assert not response.cookies and "<script" not in page and "<form" not in page


def test_what_serves_everywhere_stands_once_on_set(contacts, read):
    page = main(read("set", "/get-help/"))
    assert "In every area" in page
    assert numbers(part(page, "turn-to")).count("101") == 1
    assert "In every area" not in main(read("southend", "/get-help/"))


def test_an_area_in_the_address_is_answered_alone_on_set(contacts, read):
    """GH7: and a link takes the choice back, keeping the rest."""
    page = main(read("set", "/get-help/?area=thurrock&about=child"))
    assert set(numbers(page)) == {"999", FRONT_DOORS["thurrock"], OUT_OF_HOURS["thurrock"]}
    assert 'href="/get-help/?about=child"' in page
    assert 'href="/get-help/?area=thurrock&who=parents&about=child"' in page


def test_an_area_in_the_address_changes_nothing_on_a_partnerships_site(contacts, read):
    page = main(read("southend", "/get-help/?area=thurrock"))
    assert FRONT_DOORS["southend"] in numbers(page) and FRONT_DOORS["thurrock"] not in numbers(page)
    assert "area=" not in page


UNHEARD_OF = [
    "area=atlantis",
    "about=atlantis&who=nobody&urgent=never",
    f"about={Need.GENERAL}",
    "who=parents&who=professionals",
    "about=%00&who=parents%00&urgent=now%00",
    "about=%ff%fe&who=%F0%9F%98%80",
    "who[]=parents&about.x=child&=&&&;",
    "about=CHILD&who=Parents",
    f"about={'child' * 5000}",
    "&".join("x" for _ in range(5000)),
    "about=<script>alert(1)</script>",
]


@pytest.mark.parametrize("slug", ["southend", "set"])
def test_an_address_nobody_wrote_leads_to_the_general_answer(contacts, read, slug):
    general = main(read(slug, "/get-help/"))
    for query in UNHEARD_OF:
        response = read(slug, f"/get-help/?{query}")
        assert response.status_code == 200, query[:80]
        assert main(response) == general, query[:80]


def test_what_has_been_said_is_shown_and_can_be_changed_one_by_one(contacts, read):
    page = main(read("southend", "/get-help/?who=parents&about=adult&urgent=later"))
    assert "<h1>An adult you are worried about</h1>" in page
    assert "A parent, carer, relative or neighbour · It can wait" in page
    for rest in ("about=adult&urgent=later#who", "who=parents&urgent=later#about", "who=parents&about=adult#urgent"):
        assert f'href="/get-help/?{rest}"' in page


def test_what_has_not_been_said_is_asked_below_the_answer(contacts, read):
    """As plain links that keep what has been said; a reader is not asked what is not for them."""
    page = main(read("southend", "/get-help/?who=young-people"))
    asked = part(page, "questions")
    assert page.index('id="turn-to"') < page.index('id="questions"')
    assert 'href="/get-help/?who=young-people&about=you"' in asked and "Something is happening to me" in asked
    assert 'href="/get-help/?who=young-people&urgent=now"' in asked
    assert "about=referral" not in asked
    assert "about=referral" in main(read("southend", "/get-help/"))


def test_older_links_to_a_need_still_find_its_place(contacts, read):
    page = main(read("southend", "/get-help/"))
    for anchor in ABOUT[1:]:
        assert f'<li id="{anchor}">' in page


def test_an_area_says_plainly_what_it_has_no_contact_for(contacts, read):
    """Nobody is known for adults in Thurrock: said so, with the police instead."""
    answer = part(main(read("thurrock", "/get-help/?about=adult")), "turn-to")
    assert "Adults' front door We do not have a contact for this in Thurrock." in words(answer)
    assert numbers(answer)[0] == "101"


def test_where_hours_are_unknown_all_are_shown_alike(contacts, read):
    answer = part(main(read("essex", "/get-help/?about=domestic-abuse")), "turn-to")
    assert answering(answer) == ["+443303337444", "101,180340", "+448003580351"]
    assert "We do not know their hours. Try one, and if nobody answers, the others." in words(answer)


def test_where_nobody_answers_the_page_says_so_and_when_the_next_one_does(sites, read, time_machine):
    time_machine.move_to("2026-11-26 20:00Z", tick=False)
    build.make_need("anything", {"services": "lado early-help"})
    hours = {"lado": "Mon-Fri 09:00-17:00; Sat-Sun,hol closed", "early-help": "Mon-Fri 10:00-16:00; Sat-Sun,hol closed"}
    for service, written in hours.items():
        build.make_contact(service, service.title(), "01702 215007", sites.site("southend"), hours=written)
    build.make_contact("police-non-emergency", "The police", "101", hours="always")
    page = main(read("southend", "/get-help/"))
    said = words(part(page, "turn-to"))
    assert "Nobody on this list answers now. If someone is in danger, call 999" in said
    assert "Otherwise call The police on 101 , or wait: Lado opens at 9am tomorrow" in said
    assert answering(page) == []
    assert numbers(others(page)) == ["+441702215007"] * 2


def test_layered_cover_stands_in_the_order_of_the_hour_with_its_notes(sites, read, time_machine):
    """GH10: duty workers until midnight, then a standby for immediate risk only: contacts with rows and notes, no code."""
    site = sites.site("southend")
    build.make_need("anything", {"services": "out-of-hours"})
    build.make_contact(
        "out-of-hours", "Duty", "01702 215007", site, hours="Mon-Fri 17:00-00:00; Sat-Sun,hol 09:00-00:00"
    )
    build.make_contact(
        *("out-of-hours", "Standby", "01375 372468", site),
        hours="Mon-Fri 00:00-09:00; Sat-Sun,hol 00:00-09:00",
        hours_note="For immediate risk only.",
    )
    for at, name, number in (("22:00", "Duty", "+441702215007"), ("02:00", "Standby", "+441375372468")):
        time_machine.move_to(f"2026-11-26 {at}Z", tick=False)
        page = main(read("southend", "/get-help/"))
        assert answering(page) == [number], name
        assert "For immediate risk only." in page


def test_numbers_ring_and_are_read_aloud_digit_by_digit(contacts, read):
    """GH9: international form behind, UK spacing in sight, digits for the ear, and no script."""
    page = main(read("southend", "/get-help/?about=child"))
    said = 'aria-label="01702 215007: 0 1 7 0 2, 2 1 5 0 0 7"'
    assert f'<a class="contact__number" href="tel:+441702215007" {said}>01702 215007</a>' in page


def test_the_strip_stands_where_it_stands_on_every_page(contacts, read):
    """GH11: before the header and the content, on this page as on any other."""
    for path in ("/get-help/", "/get-help/?who=young-people&urgent=now", "/contacts/"):
        html = read("southend", path).content.decode()
        assert html.index('class="help-strip"') < html.index('class="masthead"') < html.index("<main")


def test_the_exit_button_stays(contacts, read):
    assert "Exit this page" in read("southend", "/get-help/?who=parents").content.decode()


def test_only_reading_is_allowed(contacts, client):
    for path in ("/get-help/", "/contacts/", "/contacts/childline/"):
        assert client.post(path, headers={"host": "southend.localhost"}).status_code == 405
