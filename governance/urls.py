"""The public addresses of governance that are no pages; reached as `governance:shelf`, `governance:json`."""

from django.urls import path

from . import shelf_page
from .open_data import views as open_data

app_name = "governance"
urlpatterns = [
    path("about/what-we-must-publish/", shelf_page.what_we_must_publish, name="shelf"),
    path("groups.json", open_data.as_json, name="json"),
    path("groups/open-data/", open_data.about, name="open_data"),
]
