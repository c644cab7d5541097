"""The public addresses of contacts; reached as `contacts:directory`, `contacts:service`, `contacts:get_help`."""

from django.urls import path

from . import get_help, views

app_name = "contacts"
urlpatterns = [
    path("contacts/", views.directory, name="directory"),
    path("contacts/<slug:slug>/", views.service, name="service"),
    path("get-help/", get_help.get_help, name="get_help"),
]
