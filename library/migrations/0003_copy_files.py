"""Images and documents that were Wagtail's become the library's: under the same ids, with their tags and uses."""

from django.core.management.color import no_style
from django.db import migrations
from django.utils.text import slugify

SAME = ("id", "title", "file", "created_at", "uploaded_by_user_id", "collection_id", "file_size", "file_hash")
IMAGES = (*SAME, "description", "width", "height", *(f"focal_point_{each}" for each in ("x", "y", "width", "height")))
KINDS = {"pdf", "docx", "odt", "pptx", "xlsx", "csv", "txt"}


def copy(apps, schema_editor):
    copied = []
    for app, name, fields in (("wagtaildocs", "document", SAME), ("wagtailimages", "image", IMAGES)):
        old, new = apps.get_model(app, name), apps.get_model("library", name)
        for row in old.objects.values(*fields).iterator():
            held = new(**row)
            if name == "document":
                held.slug = slugify(row["title"])[:80].strip("-") or "document"
                ending = row["file"].rpartition(".")[2].lower()
                held.kind = ending if ending in KINDS else ""
            held.save(force_insert=True)
            new.objects.filter(pk=held.pk).update(created_at=row["created_at"])
            copied.append(new)
        refer(apps, app, name)
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), list(dict.fromkeys(copied))):
        schema_editor.execute(statement)


def refer(apps, app, name):
    """Tags, and what Wagtail knows of where a file is used, name it by its kind: now by the new one."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    old = kinds.filter(app_label=app, model=name).first()
    if old:
        new, _ = kinds.get_or_create(app_label="library", model=name)
        apps.get_model("taggit", "TaggedItem").objects.filter(content_type=old).update(content_type=new)
        apps.get_model("wagtailcore", "ReferenceIndex").objects.filter(to_content_type=old).update(to_content_type=new)


class Migration(migrations.Migration):

    dependencies = [
        ("library", "0002_files"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
