"""EW2: an app, game or website is looked at again by a day; staff are told until somebody has, readers see nothing of it."""

from datetime import date, timedelta
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from content.load import Load
from content.records import load_resources
from content.source import Record
from library.models import Resource
from library.to_look_at import DUE, OVERDUE, due, state

from . import build

TODAY = date(2026, 11, 26)
YEAR = timedelta(days=365)


def test_what_ages_needs_a_day_and_what_does_not_may_have_one(sites):
    for kind, needs in (("app", True), ("game", True), ("website", True), ("leaflet", False), ("video", False)):
        resource = Resource(title="It", slug="it", kind=kind, site=sites.site("set"))
        assert resource.review_by == timezone.localdate() + YEAR
        resource.review_by = None
        try:
            resource.full_clean()
            refused = False
        except ValidationError as error:
            refused = "review_by" in error.message_dict
        assert refused is needs, kind


def test_due_and_overdue(sites):
    """The day itself is in time; a month later it is an alarm that stays; an app without a day is one too."""
    days = {"today": 0, "yesterday": -1, "month": -30, "longer": -31, "year": -400, "ahead": 5}
    for name, offset in days.items():
        build.make_resource(sites.site("set"), name, kind="app", review_by=TODAY + timedelta(days=offset))
    build.make_resource(sites.site("set"), "never", kind="app", review_by=None)
    build.make_resource(sites.site("set"), "paper", kind="leaflet", review_by=None)

    def titles(name):
        return set(Resource.objects.filter(due(TODAY)[name]).values_list("title", flat=True))

    assert titles(DUE) == {"yesterday", "month"}
    assert titles(OVERDUE) == {"longer", "year", "never"}
    said = {each.title: state(each, TODAY) for each in Resource.objects.all()}
    assert said["yesterday"] == "25 November 2026: due" and said["longer"] == "26 October 2026: overdue"
    assert (said["never"], said["paper"], said["today"]) == ("No day given", "", "26 November 2026")


def test_staff_are_told_and_readers_are_not(sites, sign_in, read):
    """On the first page and in the list; a neighbour's staff are not. The page that names it stays as it was."""
    old = build.make_resource(
        sites.site("southend"), "Zipit", kind="app", url="https://example.org/zipit", review_by=TODAY - YEAR
    )
    page = build.make_standard(sites.home("southend"), "Apps", "apps")
    page.body = [("resources", {"resources": [old]})]
    page.save()
    client = sign_in("Southend editors")
    html = client.get("/admin/").text
    assert "Resources to look at again" in html and "1 resource</a> a month overdue" in html
    listed = reverse("wagtailsnippets_library_resource:list")
    assert "Zipit" in client.get(f"{listed}?check=overdue").text
    assert "Zipit" not in client.get(f"{listed}?check=due").text
    assert "Resources to look at again" not in sign_in("Thurrock editors").get("/admin/").text
    answer = read("southend", "/apps/")
    assert "Zipit" in answer.text and "overdue" not in answer.text and "look at" not in answer.text


def test_the_content_files_may_say_a_day(sites, tmp_path):
    """Where they say none, what ages has a year, what a person has set stays, and a leaflet has none."""

    def loaded(**values) -> Resource:
        values = {"slug": "it", "title": "It", "kind": "app", "partnership": "set", **values}
        partnerships = {"set": sites.partnership("set")}
        load = Load(tmp_path, overwrite=True)
        return load_resources(load, [Record(tmp_path / "resources.yaml", 1, values)], partnerships)["it"]

    assert loaded().review_by == timezone.localdate() + YEAR
    assert loaded(review_by=date(2027, 3, 1)).review_by == date(2027, 3, 1)
    assert loaded(title="Other").review_by == date(2027, 3, 1)
    assert loaded(kind="leaflet").review_by is None


def test_the_migration_gives_a_day_to_what_ages_only(sites):
    for kind in ("app", "website", "leaflet"):
        build.make_resource(sites.site("set"), kind, kind=kind)
    import_module("library.migrations.0005_resource_review_by").only_what_ages(apps, None)
    days = dict(Resource.objects.values_list("kind", "review_by"))
    assert days["leaflet"] is None and days["app"] and days["website"]


def test_the_form_asks_for_it(sites, sign_in):
    resource = build.make_resource(sites.site("southend"), "Zipit", kind="app")
    url = reverse("wagtailsnippets_library_resource:edit", args=[resource.pk])
    data = {"title": "Zipit", "slug": "zipit", "kind": "app", "site": resource.site_id, "review_by": ""}
    client = sign_in("Southend editors")
    assert "review_by" in client.post(url, data).context["form"].errors
    assert client.post(url, data | {"review_by": "2027-11-01"}).status_code == 302


def test_the_panel_costs_the_same_with_many(sites, sign_in, django_assert_num_queries, django_assert_max_num_queries):
    client = sign_in("Southend editors")
    build.make_resource(sites.site("southend"), "a", kind="app", review_by=TODAY - YEAR)
    client.get("/admin/")
    with django_assert_max_num_queries(70) as few:
        client.get("/admin/")
        count = len(few)
    for i in range(20):
        build.make_resource(sites.site("southend"), f"b{i}", kind="app", review_by=TODAY - YEAR)
    client.get("/admin/")
    with django_assert_num_queries(count):
        client.get("/admin/")
