"""The real content on all four hosts: every address answers, every link leads somewhere, and the facts are there."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client

from portal.models import BasePage

from . import build

HOSTS = [build.host(slug) for slug in build.AREAS]
NEVER = re.compile(
    r"0845|coming soon|lorem|click here|TBC|needs_owner|Suggestion:|NetAware|Houseparty|lockdown", re.IGNORECASE
)

# What the sources say, and where a reader finds it: host, address, words in this order.
FACTS = [
    ("thurrock", "/professionals/allegations/", ["senior manager immediately", "within 1 working day"]),
    (
        "thurrock",
        "/professionals/allegations/",
        ["LADO@thurrock.gov.uk", "Monday to Thursday", "9am to 5.30pm", "Friday", "9am to 4.30pm"],
    ),
    ("thurrock", "/professionals/allegations/", ["07762 406606"]),
    *[(slug, "/procedures/", ["Tuesday 1 July 2025"]) for slug in build.AREAS],
    *[(slug, "/procedures/set-procedures/", ["Tuesday 1 July 2025", "January 2026"]) for slug in build.AREAS],
    ("southend", "/procedures/police-protection/", ["In force, under review", "2017"]),
    ("thurrock", "/procedures/thresholds/", ["Pathway to Service and Threshold Intervention", "2025-2027"]),
    ("thurrock", "/procedures/allegations/", ["senior manager", "immediately", "within 1 working day"]),
    ("essex", "/procedures/child-deaths/", ["within 24 hours", "Notification Form"]),
    ("thurrock", "/procedures/safeguarding-arrangements/", ["under review", "January 2023"]),
    *[
        ("thurrock", path, [day])
        for path in ("/about/management-executive-board/", "/events/meb-meetings-2025-2026/")
        for day in ("3 July", "25 September", "10 December 2025", "11 March 2026")
    ],
    *[
        ("thurrock", "/reviews/", [name])
        for name in ("Serious youth violence", "Ashley and Shae", "Leo", "Frankie", "Sam and Kyle", "Child Q")
    ],
    ("thurrock", "/reviews/ashley-and-shae/", ["7 weeks", "9 months"]),
    ("southend", "/reviews/race-racism-and-safeguarding-children/", ["March 2025"]),
    ("thurrock", "/annual-reports/", ["2024 to 2025", "2023 to 2024", "2022 to 2023", "2021 to 2022", "2019 to 2021"]),
    ("thurrock", "/about/partnership/", ["Essex Police", "Thurrock Council", "Mid and South Essex"]),
    ("thurrock", "/events/gangs-session-for-parents/", ["20 March 2025", "5.30pm", "6.30pm"]),
    ("thurrock", "/contacts/children-front-door/", ["01375 652802", "thurrockmash@thurrock.gov.uk"]),
    ("thurrock", "/contacts/out-of-hours/", ["01375 372468", "5pm to 9am", "bank holidays"]),
    ("southend", "/contacts/children-front-door/", ["01702 215007", "Press 1"]),
    ("southend", "/contacts/adults-front-door/", ["01702 215008"]),
    ("southend", "/contacts/out-of-hours/", ["0345 606 1212"]),
    ("essex", "/contacts/children-front-door/", ["0345 603 7627"]),
    ("essex", "/contacts/out-of-hours/", ["0345 606 1212"]),
    *[(slug, "/professionals/child-death-reviews/", ["24 hours"]) for slug in build.AREAS],
    *[
        (slug, "/professionals/child-death-reviews/", ["01279 357996", "tpa-tr.SET-CDR-RRT@nhs.net"])
        for slug in build.AREAS
    ],
    ("southend", "/contacts/police-transport/", ["0800 40 50 40"]),
    ("southend", "/contacts/police-transport/", ['href="sms:61016"']),
    ("thurrock", "/contacts/anonymous-reporting/", ["0800 555 111"]),
    ("thurrock", "/young-people/11-13/modern-slavery/", ["08000 121 700"]),
    ("thurrock", "/young-people/14+/modern-slavery/", ["08000 121 700"]),
    ("thurrock", "/contacts/domestic-abuse-police/", ["101", "180340", "0800 358 0351"]),
    ("thurrock", "/contacts/domestic-abuse-support/", ["0330 333 7 444"]),
    ("essex", "/parents/safer-sleep/", ["0808 802 6869"]),
    ("thurrock", "/about/", ["Essex Police", "Thurrock Council", "Mid and South Essex"]),
    ("thurrock", "/about/", ["May 2019"]),
    ("southend", "/professionals/online-safety/", ["Contact", "Conduct", "Content", "Commerce"]),
    *[("southend", f"/young-people/{band}/", ["0800 1111"]) for band in ("4-7", "8-10", "11-13", "14+")],
]


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]


def crawl(client: Client) -> dict[str, str]:
    """Every page an anonymous reader can reach from the four home pages, by address. Fails on the first that does not answer."""
    waiting, seen = [f"http://{host}/" for host in HOSTS], {}
    for page in BasePage.objects.live().filter(depth__gt=2):
        waiting.append(page.full_url)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        parts = urlsplit(address)
        response = client.get(parts.path + (f"?{parts.query}" if parts.query else ""), headers={"host": parts.netloc})
        if response.status_code in (301, 302):
            waiting.append(urljoin(address, response["location"]))
            seen[address] = ""
            continue
        assert response.status_code == 200, address
        assert not response.cookies, address
        html = response.content.decode() if "html" in response["content-type"] else ""
        seen[address] = html
        for link in re.findall(
            r'<a [^>]*?href="([^"]+)"(?! rel="nofollow")', html
        ):  # answers about answers: tests of /get-help/
            target = urljoin(address, unescape(link)).split("#")[0]
            if urlsplit(target).netloc in HOSTS:
                waiting.append(target)
    return seen


def test_every_page_of_every_host(client):
    """Nothing is missing, empty, unfinished or superseded; each page has one main heading and its own canonical address."""
    pages = crawl(client)
    assert len(pages) > 250
    for address, html in pages.items():
        if not html:
            continue
        assert not NEVER.search(html), f"{address}: {NEVER.search(html)}"
        assert html.count("<h1") == 1, address
        anchors = re.findall(r'href="#([^"]+)"', html)
        assert all(f'id="{anchor}"' in html for anchor in anchors), address
        assert not re.search(r"<(ul|ol|p|li|h2|h3)>\s*</\1>", html), f"{address}: something empty"


def test_facts_are_where_readers_look(read):
    """Numbers, dates, deadlines and names from the sources, on the right partnership's site."""
    for slug, path, words in FACTS:
        text = read(slug, path).content.decode()
        place = 0
        for word in words:
            place = text.find(word, place)
            assert place >= 0, (slug, path, word)


KINDS = [
    *("/", "/professionals/", "/parents/", "/young-people/", "/young-people/4-7/", "/topics/", "/topics/bullying/"),
    *("/parents/safer-sleep/", "/young-people/14+/sharing-images/", "/professionals/online-safety/", "/about/"),
    *("/procedures/", "/procedures/allegations/", "/procedures/manual/", "/procedures/amendments/"),
    *("/reviews/", "/reviews/child-q/", "/annual-reports/", "/events/", "/events/set-procedures-2025/"),
    *("/about/structure/", "/about/national-panel/"),
    *("/contacts/", "/contacts/children-front-door/", "/get-help/", "/search/?q=sleep", "/nothing/", "/accessibility/"),
]


def test_every_kind_of_page_is_well_formed(read):
    """Not one parse error by the rules of HTML, on SET and on a partnership's site; 500 included."""
    pages = {(slug, path): read(slug, path).content.decode() for slug in ("set", "southend") for path in KINDS}
    pages["any", "500"] = render_to_string("500.html")
    for address, html in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        assert not parser.errors, (address, parser.errors[:3])
