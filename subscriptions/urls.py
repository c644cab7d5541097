"""What readers do about letters: ask for them, confirm, choose, leave."""

from django.urls import path

from . import bounces, preference_views, views

app_name = "subscriptions"
urlpatterns = [
    path("newsletters/subscribe/", views.subscribe, name="subscribe"),
    path("newsletters/confirm/<str:token>/", views.confirm, name="confirm"),
    path("newsletters/preferences/<str:token>/", preference_views.preferences, name="preferences"),
    path("newsletters/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("letters/events/<slug:name>/", bounces.events, name="events"),
]
