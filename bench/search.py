"""Milliseconds and queries of a search as pages grow: 100, 1,000, 10,000.

    DATABASE_URL=sqlite:////tmp/bench.sqlite3 python bench/search.py
    DATABASE_URL=postgres:///bench python bench/search.py --pages 100 1000

Builds its own content in the database it is given, which must be empty: topics with a part for each audience, procedures of ten
sections, other pages, documents of thirty pages; a tenth of it a neighbour's. Prints, for each number of pages, the queries and
milliseconds of a first search with nothing remembered, the queries of a second one, and the median milliseconds of twenty more.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail import hooks  # noqa: E402
from wagtail.documents import get_document_model  # noqa: E402

from portal import generation, passages  # noqa: E402
from portal.audiences import Audience  # noqa: E402
from portal.documents import DOCUMENTS_SHOWN, Shown  # noqa: E402
from portal.models import BasePage, Kind, Passage, StandardPage, Term  # noqa: E402
from tests import build  # noqa: E402
from topics.models import TopicPage  # noqa: E402

SEARCHES = {
    "on every page": "common",
    "in every title": "safeguarding",
    "on one in fifty": "mid7",
    "on one": "rare17",
    "two common": "common child",
    "phrase": "common words here",
    "question": "what should I do when a child tells me about mid7 harm at school",
    "short form": "FGM",
    "misspelt": "safegaurding",
    "on none": "wordless",
}
TEXT = "common words here about a child and a school, mid{mid} and rare{number}, where harm is told of. " * 6
LISTED: dict[int, str] = {}  # the documents shown, with their titles


@hooks.register(DOCUMENTS_SHOWN)
def shown(overlay) -> Iterator[Shown]:
    return (Shown(pk, f"/documents/{pk}/manual.pdf", "PDF", title, "/procedures/") for pk, title in LISTED.items())


def passage(kind: Kind, page: BasePage | None, number: int, **kwargs) -> Passage:
    return Passage(kind=kind, page=page, text=TEXT.format(mid=number % 50, number=number), **kwargs)


def found_of(page: BasePage, number: int) -> list[Passage]:
    """A tenth are procedures, three tenths other pages, the rest topics."""
    if number % 10 == 0:
        sections = range(10)
        return [
            passage(Kind.PROCEDURE, page, number, title=f"Safeguarding step {n}", within=page.title, fragment=f"s{n}")
            for n in sections
        ]
    if number % 10 < 4:
        return [passage(Kind.PAGE, page, number, title=page.title)]
    return [passage(Kind.TOPIC, page, number, title=page.title, audience=each) for each in Audience]


@transaction.atomic
def grow(parents: list[BasePage], since: int, until: int) -> None:
    """Pages as rows, without what only their own view reads, and what searches find of them."""
    kinds = ContentType.objects.get_for_models(TopicPage, StandardPage)
    for number in range(since, until):
        parent = parents[number % 10 == 5]
        path = BasePage._get_path(parent.path, parent.depth + 1, number + 100)
        page = BasePage(
            title=f"Safeguarding {number}", slug=f"s-{number}", path=path, depth=parent.depth + 1, live=True
        )
        page.url_path, page.readers = f"{parent.url_path}s-{number}/", tuple(Audience)
        page.locale, page.content_type = parent.locale, kinds[StandardPage if number % 10 < 4 else TopicPage]
        BasePage.objects.bulk_create([page])
        passages.write(f"page:{page.pk}", found_of(page, number))
        if number % 100 == 0:
            document = get_document_model()(title=f"Safeguarding document {number}")
            document.file.save(f"d{number}.pdf", ContentFile(b"%PDF-1.4"), save=False)
            get_document_model().objects.bulk_create([document])
            LISTED[document.pk] = document.title
            units = [
                passage(Kind.DOCUMENT, None, number, document=document.pk, title=document.title, place=f"page {n}")
                for n in range(1, 31)
            ]
            passages.write(f"document:{document.pk}", units)
    generation.start_new()


def cost(client: Client, query: str) -> tuple[int, float]:
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/search/", {"q": query}, headers={"host": "southend.localhost"})
    assert response.status_code == 200
    return len(queries), (time.perf_counter() - start) * 1000


def measure(pages: int) -> None:
    print(f"\n{connection.vendor}: {pages} pages, {Passage.objects.count()} passages")
    print(f"{'search':18} {'cold':>5} {'ms':>7} {'warm':>5} {'ms':>7}")
    for name, query in SEARCHES.items():
        cost(Client(), query)
        build.forget()
        first, slow = cost(Client(), query)
        second, _ = cost(Client(), query)
        median = statistics.median(cost(Client(), query)[1] for _ in range(20))
        print(f"{name:18} {first:5} {slow:7.1f} {second:5} {median:7.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000, 10000])
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if BasePage.objects.filter(depth__gt=2).exists():
        sys.exit("The database already holds pages: give this script an empty one.")
    sites = build.make_sites()
    Term.objects.create(slug="fgm", term="Female genital mutilation", short="FGM", meaning="A crime.")
    build.make_contact("children-front-door", "Hub", "01702 215007", sites.site("southend"))
    parents = [sites.home("set"), sites.home("essex")]
    done = 0
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        for pages in options.pages:
            grow(parents, done, pages)
            done = pages
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            measure(pages)


if __name__ == "__main__":
    main()
