"""What readers tell us."""

from django.urls import path

from . import views

app_name = "feedback"
urlpatterns = [
    path("feedback/", views.wrong, name="wrong"),
    path("feedback/useful/", views.useful, name="useful"),
    path("have-your-say/<slug:slug>/", views.consultation, name="consultation"),
]
