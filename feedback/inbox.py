"""The inbox of a partnership's staff: what readers told them, what is urgent on top."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.pages.listing import IndexView as PagesIndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSetGroup

from portal.moments import moment
from portal.panels import FirstPagePanel
from portal.site_scope import SiteScopedViewSet

from .answers_csv import answers_as_csv
from .models import ConsultationPage, Message, State
from .useful import UsefulViewSet
from .whose import seen_by, sites_of


class MessageFilters(WagtailFilterSet):
    consultation = django_filters.ModelChoiceFilter(label="Consultation", queryset=ConsultationPage.objects.none())

    class Meta:
        model = Message
        fields = ["state", "urgent", "kind", "site"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.request.user
        mine = seen_by(user).exclude(consultation=None).order_by().values("consultation")
        self.filters["consultation"].queryset = ConsultationPage.objects.filter(pk__in=mine)
        self.filters["site"].queryset = sites_of(user)


def day_of(message: Message) -> str:
    return date_format(timezone.localtime(message.at), "j M Y, H:i")


def in_short(message: Message) -> str:
    """The first words of what was said."""
    said = message.words or "; ".join(said for _, said in message.answers)
    said = " ".join(said.split())
    return f"{said[:100].rstrip()} …" if len(said) > 100 else said


class MessageList(IndexView):
    """What waits first, and of that what is urgent."""

    default_ordering = None
    answers_url_name = ""

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.in_order().select_related("site")

    @property
    def header_more_buttons(self) -> list[Button]:
        chosen = self.request.GET.get("consultation", "")
        if not (chosen.isascii() and chosen.isdecimal()):
            return []
        url = reverse(self.answers_url_name, args=[chosen])
        return [Button("Answers as CSV", url, icon_name="download", priority=90)]


class MessageView(InspectView):
    """One message in full, with what may be done about it."""

    template_name = "feedback/admin/message.html"
    page_title = "Message"
    mark_url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        marks = reverse(self.mark_url_name, args=[self.object.pk])
        return {**super().get_context_data(**kwargs), "message": self.object, "mark_url": marks}


class MarkView(View):
    """POST `state`: what becomes of a message, for everybody who may read it."""

    model = Message
    permission_required = "view"
    index_url_name = ""

    def post(self, request: Any, pk: str) -> HttpResponse:
        message, state = get_object_or_404(Message, pk=pk), request.POST.get("state")
        if state not in State.values:
            raise PermissionDenied
        done = state == State.DEALT_WITH
        message.state = state
        message.dealt_by, message.dealt_at = (request.user, moment(request.at)) if done else (None, None)
        message.save(update_fields=["state", "dealt_by", "dealt_at"])
        messages.success(request, f"{message}: {message.get_state_display()}.")
        return redirect(self.index_url_name)


class AnswersView(View):
    """The answers to one consultation that came from the sites whose inbox the person reads."""

    def get(self, request: HttpRequest, page: int) -> HttpResponse:
        found = seen_by(request.user).filter(consultation__id=page).exclude(state=State.HELD_BACK).order_by("at", "pk")
        if not found.exists():
            raise PermissionDenied
        return answers_as_csv(request, found.select_related("site"), get_object_or_404(ConsultationPage, pk=page))


class MessageViewSet(SiteScopedViewSet):
    model = Message
    icon = "mail"
    menu_label = "Inbox"
    menu_order = 10
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = MessageList
    inspect_view_class = MessageView
    filterset_class = MessageFilters
    list_filter = None
    list_display = [
        TitleColumn(
            "said", label="What was said", accessor=in_short, url_name="wagtailsnippets_feedback_message:inspect"
        ),
        StatusTagColumn(
            "state",
            accessor=lambda message: (
                "Urgent" if message.urgent and not message.dealt_at else message.get_state_display()
            ),
            primary=lambda message: message.urgent and not message.dealt_at,
        ),
        Column("kind", label="About", accessor=lambda m: m.page_title or m.page_path or "The site"),
        Column("site", label="Partnership"),
        Column("at", label="Received", accessor=day_of, classname="w-whitespace-nowrap"),
        Column("erase_on", label="Will be erased on", accessor=lambda m: date_format(m.erase_on, "j M Y")),
    ]
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {"answers_url_name": self.get_url_name("answers"), "mark_url_name": self.get_url_name("mark")}
        return super().get_common_view_kwargs(**names, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("mark/<int:pk>/", self.construct_view(MarkView), name="mark"),
            path("answers/<int:page>.csv", AnswersView.as_view(), name="answers"),
        ]


class ConsultationListing(PageListingViewSet):
    model = ConsultationPage
    icon = "clipboard-list"
    menu_label = "Consultations"
    menu_order = 20
    name = "consultation_list"
    index_view_class = PagesIndexView


class FeedbackMenu(SnippetViewSetGroup):
    """What readers say, under one entry of the menu."""

    items = (MessageViewSet, ConsultationListing, UsefulViewSet)
    menu_icon = "mail"
    menu_label = "Feedback"
    menu_name = "feedback"
    menu_order = 340


class NewMessages(FirstPagePanel):
    """On the admin's first page: what is urgent, and how many messages are new."""

    name = "new_messages"
    template_name = "feedback/admin/new_messages.html"
    order = 105

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        waiting = seen_by(self.request.user).waiting()
        urgent = list(waiting.filter(urgent=True).select_related("site").order_by("at")[:10])
        return {"urgent": urgent, "new": waiting.filter(urgent=False).count()}
