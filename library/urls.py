"""The addresses of files, in the place of Wagtail's own, which would serve a document to anybody who guesses its number."""

from django.urls import path
from wagtail.documents.views.serve import authenticate_with_password

from . import serving

urlpatterns = [
    path("documents/<int:pk>/<path:name>", serving.document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("recordings/<int:pk>/<path:name>", serving.recording, name="recording"),
]
