"""The public addresses of reviews that are no pages; reached as `reviews:json`, `reviews:open_data`."""

from django.urls import path

from .open_data import views as open_data

app_name = "reviews"
urlpatterns = [
    path("reviews.json", open_data.as_json, name="json"),
    path("reviews.csv", open_data.as_csv, name="csv"),
    path("reviews/open-data/", open_data.about, name="open_data"),
]
