"""What searches find of the pages there are: an upgraded site is searched in full at once."""

from django.db import migrations

KINDS = {("topics", "topicpage"): "topic"}  # all others are pages
WRITE_NONE = {("portal", "homepage"), ("portal", "localnote"), ("portal", "basepage")}
READERS = ("professionals", "parents", "young-people")


def fill(apps, schema_editor):
    Page, Passage = apps.get_model("portal", "BasePage"), apps.get_model("portal", "Passage")
    for page in Page.objects.filter(live=True, depth__gt=2).select_related("content_type").iterator(200):
        kind = (page.content_type.app_label, page.content_type.model)
        if kind not in WRITE_NONE:
            Passage.objects.bulk_create(passages(Passage, page, KINDS.get(kind, "page")))


def passages(Passage, page, kind):
    for order, (audience, words) in enumerate((page.plain_text or {"": ""}).items()):
        readers = [audience] if audience else [each for each in READERS if each in page.readers]
        facets = [f"k{kind}", *(f"r{each.replace('-', '')}" for each in readers), f"t{page.path[:8].lower()}"]
        yield Passage(
            source=f"page:{page.pk}",
            order=order,
            kind=kind,
            page=page,
            audience=audience,
            title=page.title[:255],
            also_called=page.also_called,
            text=(words if audience == "young-people" else f"{page.summary} {words}".strip())[:200_000],
            path=page.path,
            facets=" ".join(facets),
        )


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_search_index")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
