"""Milliseconds and queries of every address of reviews as they grow: 40, 1,000.

    DATABASE_URL=sqlite:////tmp/bench.sqlite3 python bench/reviews.py
    DATABASE_URL=postgres:///bench python bench/reviews.py --reviews 40 1000

Builds its own content in the database it is given, which must be empty: half of the reviews shared, half a partnership's own,
each with a theme, a partnership, three learning points and four recommendations. Prints the queries and milliseconds of a first
answer with nothing remembered, the queries of a second one, and the median milliseconds of ten more.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from portal import generation, passages  # noqa: E402
from portal.models import BasePage  # noqa: E402
from reviews.models import LearningPoint, Profession, Recommendation, ReviewKind, ReviewPage, Theme  # noqa: E402
from tests import build, reviews  # noqa: E402

PATHS = (
    *("/reviews/", "/reviews/?page=2", "/reviews/?theme=theme-3&year=2020", "/reviews/themes/theme-3/"),
    *("/reviews/review-2/", "/reviews/review-2/briefing/", "/reviews.json", "/reviews.csv", "/feeds/reviews.atom"),
    "/search/?q=review+7",
)
KINDS = [ReviewKind.LOCAL, ReviewKind.THEMATIC, ReviewKind.SERIOUS_CASE, ReviewKind.NATIONAL]


@transaction.atomic
def grow(parents: list[BasePage], themes: list[Theme], partnership: int, since: int, until: int) -> None:
    """Reviews as rows, with what searches find of them."""
    kind = ContentType.objects.get_for_model(ReviewPage)
    for number in range(since, until):
        parent = parents[number % 2]
        path = BasePage._get_path(parent.path, parent.depth + 1, number + 100)
        base = BasePage(title=f"Review {number}", slug=f"review-{number}", path=path, depth=parent.depth + 1, live=True)
        base.url_path, base.locale, base.content_type = f"{parent.url_path}review-{number}/", parent.locale, kind
        base.summary = f"What review {number} says about children and those who look after them."
        BasePage.objects.bulk_create([base])
        page = ReviewPage(
            basepage_ptr_id=base.pk,
            kind=KINDS[number % len(KINDS)],
            decision="published",
            pseudonyms=f"Child {number}",
            published_on=date(2026, 1, 1) - timedelta(days=3 * number),
            body=[build.section("What happened", "Words of a review. " * 60)],
        )
        page.__dict__.update({name: value for name, value in base.__dict__.items() if name not in ("_state",)})
        page.save_base(raw=True)
        ReviewPage.themes.through.objects.create(reviewpage_id=base.pk, theme=themes[number % len(themes)])
        ReviewPage.partnerships.through.objects.create(reviewpage_id=base.pk, partnership_id=partnership)
        LearningPoint.objects.bulk_create(
            LearningPoint(
                page_id=base.pk, sort_order=n, profession=Profession.values[n], text=f"Point {n} of {number}."
            )
            for n in range(3)
        )
        Recommendation.objects.bulk_create(
            Recommendation(page_id=base.pk, sort_order=n, text=f"Do {n} of {number}.", due=date(2026, 1, 1))
            for n in range(4)
        )
        passages.keep(ReviewPage.objects.get(pk=base.pk))
    generation.start_new()


def cost(path: str) -> tuple[int, float]:
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(path, headers={"host": "southend.localhost"})
    assert response.status_code == 200, path
    return len(queries), (time.perf_counter() - start) * 1000


def measure(number: int) -> None:
    print(f"\n{connection.vendor}: {number} reviews")
    print(f"{'address':36} {'cold':>5} {'ms':>7} {'warm':>5} {'ms':>7}")
    for path in PATHS:
        cost(path)
        build.forget()
        cold, first = cost(path)
        warm, _ = cost(path)
        median = statistics.median(cost(path)[1] for _ in range(10))
        print(f"{path:36} {cold:5} {first:7.1f} {warm:5} {median:7.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviews", type=int, nargs="+", default=[40, 1000])
    numbers = parser.parse_args().reviews
    call_command("migrate", verbosity=0)
    sites = build.make_sites("set", "southend")
    build.make_contact("business-team", "Team", "01702 215007", sites.site("southend"))
    parents = [reviews.index(sites.home(slug)) for slug in ("set", "southend")]
    themes = [reviews.theme(f"theme-{n}", f"Theme {n}") for n in range(20)]
    last = 0
    for number in numbers:
        grow(parents, themes, sites.partnership("southend").pk, last, number)
        last = number
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        measure(number)


if __name__ == "__main__":
    main()
