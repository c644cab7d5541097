"""What readers tell us."""

from django.urls import URLPattern

app_name = "feedback"
urlpatterns: list[URLPattern] = []
