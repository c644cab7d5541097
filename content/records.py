"""The records of the content files: partnerships with their sites, resources, parts of the manual, review themes, agencies,
the glossary."""

from typing import Any

from wagtail.models import RevisionMixin, Site

from governance.models import Agency
from library.models import Resource
from library.models.resource import AGES
from portal.models import BasePage, HomePage, Partnership, Term
from procedures.models import Part
from reviews.models import Theme

from .load import Load, clean
from .source import Record, read_records

PARTNERSHIP = {"council", "feedback_address", "to_confirm", "theme", "partners", "aliases", "covers"}
RESOURCE = {
    "publisher",
    "description",
    "url",
    "audiences",
    "year",
    "format",
    "note",
    "to_confirm",
    "covers",
    "review_by",
}
PART = {"order"}
TERM = {"short", "meaning", "aliases", "order", "covers"}
THEME = {"summary", "order", "covers"}
AGENCY = {"short_name", "url", "covers"}
MAY_LACK = {"parts", "glossary", "themes", "agencies"}


def read(load: Load, name: str, required: set[str], allowed: set[str]) -> list[Record]:
    """The records of one file, checked for missing and unknown keys. Nothing is written yet."""
    file = load.folder / f"{name}.yaml"
    records = list(read_records(file)) if file.exists() or name not in MAY_LACK else []
    for record in records:
        record.must(required, allowed)
    return records


def words(record: Record, key: str) -> str:
    """A list of words as one line."""
    return ", ".join(str(word) for word in record.get(key, []))


def load_partnerships(load: Load, records: list[Record], port: int | None) -> dict[str, Partnership]:
    """The sites, by slug. Hosts and ports of sites that exist are the installation's own; `port` moves the local ones."""
    by_slug: dict[str, Partnership] = {}
    for record in records:
        key = f"partnerships/{record['slug']}"
        partnership = load.found(key, Partnership)
        if load.wanted(key, record.values, Partnership):
            partnership = partnership or Partnership(site=make_site(record, port or 80))
            for name in ("name", "short_name", "area", "council", "feedback_address", "to_confirm"):
                setattr(partnership, name, record.get(name, ""))
            partnership.theme = record.get("theme", partnership.theme)
            partnership.partners = "\n".join(record.get("partners", []))
            clean(record, partnership)
            partnership.save()
            load.note(key, record.values, partnership)
        by_slug[record["slug"]] = partnership or Partnership.objects.get(site__hostname=record["hostname"])
    if port:
        for site in Site.objects.exclude(port=port):
            if site.hostname == "localhost" or site.hostname.endswith(".localhost"):
                site.port = port
                site.save()
    return by_slug


def make_site(record: Record, port: int) -> Site:
    """A site with an empty home page; Wagtail's own first site and welcome page make way for it."""
    slug, shared = record["slug"], record["slug"] == "set"
    root = BasePage.get_first_root_node()
    home = root.add_child(instance=HomePage(title=record["name"], slug=slug, live=True))
    site = Site.objects.filter(hostname=record["hostname"]).first() or Site(hostname=record["hostname"], port=port)
    old = site.root_page if site.pk else None
    site.root_page, site.site_name, site.is_default_site, site.port = home, record["short_name"], shared, port
    if shared:
        Site.objects.exclude(pk=site.pk).update(is_default_site=False)
    site.save()
    if old and not old.get_children().exists() and old.specific_class is BasePage:
        old.delete()
    return site


def load_resources(load: Load, records: list[Record], partnerships: dict[str, Partnership]) -> dict[str, Resource]:
    for record in records:
        key = f"resources/{record['slug']}"
        if load.wanted(key, record.values, Resource):
            if record["partnership"] not in partnerships:
                raise record.error(f"there is no partnership “{record['partnership']}”")
            resource = load.found(key, Resource) or by_slug(Resource, record)
            resource.site = partnerships[record["partnership"]].site
            for name in ("title", "kind", "publisher", "description", "url", "year", "note", "to_confirm"):
                setattr(resource, name, str(record.get(name, "")).strip())
            if record.get("review_by"):
                resource.review_by = record["review_by"]
            elif resource.kind not in AGES:
                resource.review_by = None  # what ages has a year from when it was made, or what a person has said since
            save(load, key, record, resource)
    return {resource.slug: resource for resource in Resource.objects.all()}


def load_parts(load: Load, records: list[Record]) -> dict[str, Part]:
    return load_plain(load, "parts", records, Part, {"title": "", "order": 100})


def load_themes(load: Load, records: list[Record]) -> dict[str, Theme]:
    return load_plain(load, "themes", records, Theme, {"title": "", "summary": "", "order": 100})


def load_agencies(load: Load, records: list[Record]) -> dict[str, Agency]:
    return load_plain(load, "agencies", records, Agency, {"name": "", "short_name": "", "url": ""})


def load_plain(load: Load, name: str, records: list[Record], model: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Records that are nothing but these fields, each with what it is if its record does not say; all there are, by slug."""
    for record in records:
        key = f"{name}/{record['slug']}"
        if load.wanted(key, record.values, model):
            obj = load.found(key, model) or by_slug(model, record)
            for field, default in fields.items():
                setattr(obj, field, record.get(field, default))
            save(load, key, record, obj)
    return {obj.slug: obj for obj in model.objects.all()}


def load_terms(load: Load, records: list[Record]) -> None:
    for record in records:
        key = f"glossary/{record['slug']}"
        if not load.wanted(key, record.values, Term):
            continue
        term = load.found(key, Term) or by_slug(Term, record)
        term.term, term.short, term.also_called = record["term"], record.get("short", ""), words(record, "aliases")
        term.meaning, term.order = str(record.get("meaning", "")).strip(), record.get("order", 100)
        save(load, key, record, term)


def by_slug(model: Any, record: Record) -> Any:
    """The record that a person has made under this slug, or a new one."""
    return model.objects.filter(slug=record["slug"]).first() or model(slug=record["slug"])


def save(load: Load, key: str, record: Record, obj: Any) -> None:
    """Check, save, with a revision where the model keeps them, and remember."""
    clean(record, obj)
    obj.save()
    if isinstance(obj, RevisionMixin):
        obj.save_revision()
    load.note(key, record.values, obj)
