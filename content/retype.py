"""A page that becomes another type: the file says so, and nobody has edited what an earlier load made of it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision
from wagtail.search import index

from portal.models import BasePage

from .load import Load, revision_of
from .page_files import Source
from .publications import required


def retype(load: Load, source: Source) -> None:
    """Let the file's page be of the type the file asks for, under its id: links, redirects and what hangs below it stay.

    Raises ContentError if a person has edited the page since it was loaded; `--overwrite` takes it all the same.
    """
    loaded = load.known.get(source.key)
    kind = ContentType.objects.get_for_model(source.kind)
    if loaded is None or loaded.content_type_id == kind.pk:
        return
    found = BasePage.objects.filter(pk=loaded.object_id).first()
    if found is None:
        return
    if revision_of(found) != loaded.revision and not load.overwrite:
        words = (
            f"a {found.specific._meta.verbose_name} stands there already, and it has been edited since it was loaded"
        )
        raise source.head.error(f"{words}: move its text into the file, then load with --overwrite")
    turn(found, source.kind, **required(source))
    loaded.content_type = kind
    loaded.save()


def turn(page: BasePage, kind: type[BasePage], **required: Any) -> None:
    """Make the page one of that type; what only the old type knew is dropped, and what only the new one knows is empty.

    `required` is what the new type must have.
    """
    before = page.specific
    index.remove_object(before)
    type(before)._base_manager.filter(pk=page.pk)._raw_delete(using=page._state.db)  # not what hangs on the page itself
    shared = {field.attname: getattr(page, field.attname) for field in BasePage._meta.concrete_fields}
    after = kind(**shared, **required, **{kind._meta.pk.attname: page.pk})
    after.content_type = ContentType.objects.get_for_model(kind)
    after.save_base(raw=True)
    BasePage.objects.filter(pk=page.pk).update(content_type=after.content_type)
    Revision.objects.for_instance(after).update(content_type=after.content_type)
