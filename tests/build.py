"""Builders: the smallest real objects a test needs, by name and without chance."""

import uuid
from dataclasses import dataclass

import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.utils.text import slugify
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Site
from wagtail.permissions import policy_registry

from contacts.hours.notation import parse
from contacts.models import Contact, Need, OpeningHours, Route, Service
from library.models import Document, Image, Media, Resource
from portal import passages
from portal.models import BasePage, HomePage, Kind, LocalNote, Partnership, Passage, StandardPage, Term
from procedures.models import Part, ProcedureIndexPage, ProcedurePage
from topics.models import AreaPage, TopicIndexPage, TopicPage

AREAS = {"set": "SET", "southend": "Southend", "thurrock": "Thurrock", "essex": "Essex"}


def forget() -> None:
    """As if the process had just begun: nothing is remembered."""
    for cache in caches.all(initialized_only=False):
        cache.clear()
    for policy in (*policy_registry.values_by_class.values(), *policy_registry.values_by_exact_class.values()):
        policy.__dict__.pop("_content_type", None)  # another one, once every table was emptied


def host(slug: str) -> str:
    return "localhost" if slug == "set" else f"{slug}.localhost"


@dataclass
class Sites:
    """The sites of a test by slug: `sites.home("southend")`, `sites.site("set")`."""

    slugs: list[str]

    def partnership(self, slug: str) -> Partnership:
        return Partnership.objects.select_related("site__root_page").get(site__hostname=host(slug))

    def site(self, slug: str) -> Site:
        return self.partnership(slug).site

    def home(self, slug: str) -> HomePage:
        return HomePage.objects.get(sites_rooted_here__hostname=host(slug))


def make_root() -> BasePage:
    """The root of all trees, with nothing below it."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    Site.objects.all().delete()
    root = BasePage.get_first_root_node()
    if root is None:
        page_type = ContentType.objects.get_for_model(BasePage)
        return BasePage.add_root(instance=BasePage(title="Root", slug="root", content_type=page_type))
    for child in root.get_children():
        child.specific.delete()
    return BasePage.objects.get(pk=root.pk)


def make_site(slug: str, name: str = "") -> Partnership:
    """A partnership with its site and home page; `set` becomes the default site."""
    root = BasePage.objects.get(pk=BasePage.get_first_root_node().pk)
    area = name or AREAS.get(slug, slug.title())
    home = root.add_child(instance=HomePage(title=f"{area} home", slug=slug, summary=f"Safeguarding in {area}."))
    site = Site.objects.create(
        hostname=host(slug), port=80, site_name=area, root_page=home, is_default_site=slug == "set"
    )
    return Partnership.objects.create(
        site=site, name=f"{area} Safeguarding Children Partnership", short_name=area, area=area
    )


def make_sites(*slugs: str) -> Sites:
    make_root()
    chosen = list(slugs or AREAS)
    for slug in chosen:
        make_site(slug)
    return Sites(chosen)


def add(parent: BasePage, page: BasePage, live: bool = True) -> BasePage:
    """Hang the page below the parent: published, or a draft. Without a revision, which costs more than the page itself."""
    page.live, page.has_unpublished_changes = live, not live
    BasePage.objects.get(pk=parent.pk).add_child(instance=page)
    return page


def make_standard(parent: BasePage, title: str, slug: str, text: str = "", live: bool = True, **kwargs) -> StandardPage:
    body = [("text", f"<p>{text or title}</p>")]
    return add(parent, StandardPage(title=title, slug=slug, summary=f"About {title}.", body=body, **kwargs), live)


def make_note(parent: BasePage, slug: str, text: str = "", readers: tuple = (), live: bool = True) -> LocalNote:
    body = [("text", f"<p>{text}</p>")] if text else []
    return add(parent, LocalNote(title=f"Note {slug}", slug=slug, summary="", body=body, readers=readers), live)


def make_area(parent: BasePage, slug: str, title: str, text: str = "", live: bool = True) -> AreaPage:
    return add(parent, AreaPage(title=title, slug=slug, summary=title, body=[("text", f"<p>{text}</p>")]), live)


def topic_index(home: BasePage) -> BasePage:
    """The page the site's topics hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}topics/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return add(home, TopicIndexPage(title="Topics", slug="topics", summary="All topics."))
    return make_note(home, "topics")


def section(heading: str, text: str, *bands: str) -> tuple:
    """A section for a topic's part; with bands, one of the young people's."""
    value = {"heading": heading, "content": [("text", f"<p>{text}</p>")]}
    return ("section", {**value, "bands": list(bands)} if bands else value)


def make_topic(home: BasePage, title: str, slug: str, live: bool = True, **parts) -> TopicPage:
    """A topic of that site. `parents="text"`, `professionals="text"`; `young_people=[section(…, "11-13")]`."""
    streams = {
        name: [section(f"{title} for {name}", value)] if isinstance(value, str) else value
        for name, value in parts.items()
        if name in ("professionals", "parents", "young_people")
    }
    fields = {name: value for name, value in parts.items() if name not in streams}
    fields.setdefault("summary", f"About {title}.")
    streams = streams or {"parents": [section("Advice", title)]}
    return add(topic_index(home), TopicPage(title=title, slug=slug, **fields, **streams), live)


def make_service(slug: str = "children-front-door", name: str = "", **kwargs) -> Service:
    name = name or slug.replace("-", " ").capitalize()
    return Service.objects.get_or_create(slug=slug, defaults={"name": name, **kwargs})[0]


def make_contact(
    service: Service | str, name: str, number: str = "", site: Site | None = None, hours: str = "", **kwargs
) -> Contact:
    """A contact that fills the service for a site, or everywhere; with one voice channel if a number is given.

    `hours` as in `contacts/hours/notation.py`: “Mon-Fri 09:00-17:00; Sat-Sun,hol closed”, “always”.
    """
    service = make_service(service) if isinstance(service, str) else service
    known = parse(hours)
    contact = Contact.objects.create(service=service, name=name, site=site, answers=known.answers, **kwargs)
    for row in known.rows:
        contact.opening_hours.add(OpeningHours.of(row))
    if known.rows:
        contact.save()
    if number:
        contact.channels.create(kind="voice", value=number, sort_order=0)
        contact.save()
    return contact


def make_need(slug: str, *rows: dict, **kwargs) -> Need:
    """What people come for help with; each row as its fields, its services by slug: `{"who": "parents", "services": "lado"}`."""
    kwargs.setdefault("heading", slug.replace("-", " ").capitalize())
    need = Need.objects.create(slug=slug, **kwargs)
    for order, row in enumerate(rows):
        fields = dict(row)
        services = [make_service(name) for name in fields.pop("services").split()]
        chosen = dict(zip(("first", "second", "third"), services, strict=False))
        Route.objects.create(need=need, sort_order=order, **chosen, **fields)
    return need


def make_resource(site: Site, title: str, slug: str = "", **kwargs) -> Resource:
    kwargs.setdefault("kind", "leaflet")
    return Resource.objects.create(site=site, title=title, slug=slug or title.lower().replace(" ", "-"), **kwargs)


def make_staff(group: str):
    """Somebody in that group, and in no other: `make_staff("Southend editors")`."""
    user = get_user_model().objects.create_user(f"one of {group}", password="x")
    user.groups.add(Group.objects.get(name=group))
    return user


def procedure_index(home: BasePage) -> BasePage:
    """The page the site's procedures hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}procedures/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return add(home, ProcedureIndexPage(title="Procedures", slug="procedures", summary="All procedures."))
    return make_note(home, "procedures")


def make_part(title: str = "Responding", order: int = 1) -> Part:
    return Part.objects.get_or_create(slug=title.lower().replace(" ", "-"), defaults={"title": title, "order": order})[
        0
    ]


def make_procedure(
    home: BasePage, title: str, slug: str, *body: tuple, on: str = "2026-01-10", **fields
) -> ProcedurePage:
    """A procedure of that site, first published at noon of the day `on`; `body` of `section(heading, text)`s."""
    fields.setdefault("summary", f"About {title}.")
    body = body or (section("What to do", f"Do what {title} says."),)
    page = ProcedurePage(title=title, slug=slug, body=list(body), live=False, **fields)
    BasePage.objects.get(pk=procedure_index(home).pk).add_child(instance=page)
    return publish(page, on)


def publish(page: ProcedurePage, on: str, **fields) -> ProcedurePage:
    """Publish what the page says with these changes, at noon of that day; then as it is in the database."""
    page = ProcedurePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    with time_machine.travel(f"{on}T12:00:00+00:00", tick=False):
        page.save_revision().publish()
    return ProcedurePage.objects.get(pk=page.pk)


def section_keys(page: ProcedurePage) -> dict[str, str]:
    """The keys of a procedure's sections by heading: `with_sections` keeps them."""
    return {block.value["heading"]: block.id for block in page.body if block.block_type == "section"}


def with_sections(page: ProcedurePage, *sections: tuple[str, str, str]) -> list[dict]:
    """A body of sections, each as (the heading it had or a new one, its heading now, its text)."""
    keys = section_keys(page)
    return [
        {
            "type": "section",
            "id": keys.get(was) or str(uuid.uuid4()),
            "value": {"heading": now, "content": [{"type": "text", "value": f"<p>{text}</p>"}]},
        }
        for was, now, text in sections
    ]


def write_sections(page: BasePage, *sections: tuple[str, str, dict]) -> None:
    """Sections of a procedure on that page, as an app writes them: title, text, and from when until when."""
    rows = [
        Passage(
            kind=Kind.PROCEDURE,
            page=page,
            title=title,
            within=page.title,
            place=f"section {number}",
            fragment=slugify(title)[:80],
            text=text,
            **dates,
        )
        for number, (title, text, dates) in enumerate(sections, 1)
    ]
    passages.write(f"version:{page.pk}", rows)


def make_file(title: str, name: str) -> Document:
    """A file in the library, which nothing shows yet and nothing can be read of."""
    return Document.objects.create(title=title, file=ContentFile(b"%PDF-1.4 nothing", name=name))


def write_pages(document, texts: dict[int, str]) -> None:
    """What searches find on the pages of a document."""
    rows = [
        Passage(
            kind=Kind.DOCUMENT,
            document=document.pk,
            title=document.title,
            place=f"page {number}",
            fragment=f"page={number}",
            text=text,
        )
        for number, text in texts.items()
    ]
    passages.write(f"document:{document.pk}", rows)


def make_term(short: str, term: str, meaning: str = "", **kwargs) -> Term:
    slug = slugify(short or term)
    return Term.objects.create(slug=slug, short=short, term=term, meaning=meaning or f"{term} is explained.", **kwargs)


def make_document(
    title: str, content: bytes, ending: str = "pdf", collection: Collection | None = None, **kwargs
) -> Document:
    """A document with this file, uploaded under a name that says nothing, and not read yet."""
    file = ContentFile(content, name=f"Scan0001 (final).{ending}")
    return Document.objects.create(
        title=title, file=file, collection=collection or Collection.get_first_root_node(), **kwargs
    )


def link_to(document: Document, words: str = "the document") -> str:
    """A link to the document, as the editor stores it in running text."""
    return f'<a linktype="document" id="{document.pk}">{words}</a>'


def make_image(title: str, collection: Collection | None = None) -> Image:
    return Image.objects.create(
        title=title, file=get_test_image_file(), collection=collection or Collection.get_first_root_node()
    )


def make_recording(title: str, collection: Collection | None = None, content: bytes = b"", **kwargs) -> Media:
    """A film of our own, with a transcript; `type="audio", ending="mp3"` for a sound recording."""
    ending = kwargs.pop("ending", "mp4")
    fields = {"type": "video", "transcript": f"<p>What {title} says.</p>", **kwargs}
    file = ContentFile(content or b"x" * 1000, name=f"upload.{ending}")
    return Media.objects.create(
        title=title, file=file, collection=collection or Collection.get_first_root_node(), **fields
    )
