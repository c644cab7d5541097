"""The files of events: Wagtail asks pages only for addresses that end in a slash."""

from django.urls import path

from . import open_data, views

app_name = "events"

urlpatterns = [
    path("events.json", open_data.as_json, name="json"),
    path("events/open-data/", open_data.about, name="open_data"),
    path("events/calendar.ics", views.calendar, name="calendar"),
    path("events/<slug:slug>/event.ics", views.event_calendar, name="event_calendar"),
]
