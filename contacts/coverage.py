"""Which pages name a service, and does every area have what a shared page names?

A contact counts where it can be reached, and where staff have marked what is still to be confirmed of it: the team
exists, and the page says plainly that its number is not known. One with neither is a forgotten record and does not count.
"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import ReferenceIndex, Site

from portal.models import BasePage
from portal.overlay import Overlay

from .directory import Directory
from .models import Service


def named_in(page: BasePage) -> set[str]:
    """The primary keys of the services that the page names, in blocks and chips: what Wagtail counts as usage."""
    fields = [field for field in page._meta.get_fields() if hasattr(field, "extract_references")]
    references = [ref for field in fields for ref in field.extract_references(field.value_from_object(page))]
    return {str(pk) for model, pk, *_ in references if model is Service}


def pages_naming() -> Coalesce:
    """For a query of services: the number of pages that name each, in blocks or chips, however often."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        to_content_type=ContentType.objects.get_for_model(Service),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    counted = references.order_by().values("to_object_id").annotate(pages=Count("object_id", distinct=True))
    return Coalesce(Subquery(counted.values("pages")), 0)


def missing(page: BasePage, parent: BasePage | None = None) -> Iterator[str]:
    """For a shared page, each service it names with the areas that lack it, in words for the editor.

    SET’s home page is no shared page: every partnership has its own. A page not yet in the tree is judged by its parent.
    """
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    place = page if page.path else parent
    shared = site and place and Overlay.at(site).own.holds(place) and page.pk != site.root_page_id
    named = named_in(page) if shared else set()
    if not named:
        return
    directory = Directory.at(site)
    for filling in directory.fillings.values():
        if str(filling.service.pk) in named:
            for area in directory.areas:
                if not any(c.is_known for c in filling.contacts if c.site_id in (area.site_id, None)):
                    yield (
                        f"This page is shown in every area, and {area.short_name} has no contact for "
                        f"“{filling.service}”. Name another service, or add the contact first."
                    )
