from django.urls import path
from django.views.decorators.http import conditional_page

from .feeds import AmendmentsFeed

app_name = "procedures"

urlpatterns = [path("feeds/procedures.atom", conditional_page(AmendmentsFeed()), name="feed")]
