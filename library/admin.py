"""The admin of documents: what is known of each file, how far its reading is, and the files that stood there before."""

from typing import Any

from django.urls import path
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.documents.views import documents

from . import in_use
from .serving import former


class DocumentList(documents.IndexView):
    """Wagtail's list, with what a link says of the file and whether its words can be searched."""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            *super().columns[:3],
            Column("facts", label="Type, size, length"),
            Column("reading", label="Words", accessor="get_reading_display"),
            *super().columns[3:],
        ]


class EditDocument(documents.EditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = self.object.former_files.select_related("replaced_by")
        return {**super().get_context_data(**kwargs), "former_files": kept}


urlpatterns = [
    path("documents/", DocumentList.as_view()),
    path("documents/results/", DocumentList.as_view(results_only=True)),
    path("documents/edit/<int:document_id>/", EditDocument.as_view()),
    path("documents/former/<int:pk>/", former, name="library_former_file"),
    *in_use.urlpatterns,
]
