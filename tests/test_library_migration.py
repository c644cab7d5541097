"""Files that were Wagtail's own become the library's: same ids, same tags, same uses, and new ones get new ids."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("library", "0001_initial")], [("library", "0005_resource_review_by")]


@pytest.fixture
def executor(transactional_db):
    """Goes back to before the library, and forward to the present when the test is over, whatever came of it."""
    yield MigrationExecutor(connection)
    latest = MigrationExecutor(connection)
    latest.migrate(latest.loader.graph.leaf_nodes())


def test_documents_and_images_are_taken_over(executor):
    """As on a machine that was set up before the library had models of its own."""
    executor.migrate(BEFORE)
    present = [
        node for app in ("portal", "wagtaildocs", "wagtailimages") for node in executor.loader.graph.leaf_nodes(app)
    ]
    old = executor.loader.project_state([*BEFORE, *present]).apps
    collection = old.get_model("wagtailcore", "Collection").objects.create(name="x", path="0009", depth=1)
    fields = {"title": "Threshold document", "file": "documents/Scan0001.pdf", "file_size": 9, "file_hash": "abc"}
    document = old.get_model("wagtaildocs", "Document").objects.create(pk=41, collection=collection, **fields)
    image = old.get_model("wagtailimages", "Image").objects.create(
        pk=7, collection=collection, title="Beach", file="x.png", width=1, height=2
    )
    kind, _ = old.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtaildocs", model="document"
    )
    tag = old.get_model("taggit", "Tag").objects.create(name="policy", slug="policy")
    old.get_model("taggit", "TaggedItem").objects.create(tag=tag, content_type=kind, object_id=41)
    site = old.get_model("wagtailcore", "Site").objects.create(hostname="x", root_page_id=root(old))
    resource = old.get_model("library", "Resource").objects.create(slug="x", title="x", site=site, document=document)

    MigrationExecutor(connection).migrate(AFTER)
    from library.models import Document, Image, Resource

    taken = Document.objects.get()
    assert (taken.pk, taken.filename, taken.kind, taken.file.name) == (
        41,
        "threshold-document.pdf",
        "pdf",
        fields["file"],
    )
    assert (taken.file_hash, taken.created_at) == ("abc", document.created_at)
    assert [tag.name for tag in taken.tags.all()] == ["policy"]
    assert Image.objects.get().pk == image.pk
    assert Resource.objects.get(pk=resource.pk).document == taken
    new = Document.objects.create(title="New", file="documents/new.pdf", collection_id=collection.pk)
    assert new.pk > 41


def root(old) -> int:
    page = old.get_model("portal", "BasePage")
    kind, _ = old.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="portal", model="basepage")
    locale, _ = old.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="en-gb")
    return page.objects.create(
        title="x", slug="x", path="0009", depth=1, content_type=kind, locale=locale, url_path="/x/"
    ).pk
