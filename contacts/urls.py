"""The public addresses of contacts; reached as `contacts:directory`, `contacts:service`, `contacts:get_help`."""

from django.urls import path

from . import cards, directory_page, get_help, vcard, views
from .open_data import views as open_data

app_name = "contacts"
urlpatterns = [
    path("contacts/", directory_page.directory, name="directory"),
    path("contacts.json", open_data.as_json, name="json"),
    path("contacts.csv", open_data.as_csv, name="csv"),
    path("contacts/open-data/", open_data.about, name="open_data"),
    path("contacts/card/", cards.a4, name="card"),
    path("contacts/card/wallet/", cards.wallet, name="wallet"),
    path("contacts/<slug:slug>.vcf", vcard.vcard, name="vcard"),
    path("contacts/<slug:slug>/", views.service, name="service"),
    path("get-help/", get_help.get_help, name="get_help"),
]
