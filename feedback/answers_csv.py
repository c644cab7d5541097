"""The answers to a consultation as a table: a row a reader, a column a question."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.open_data import as_csv
from portal.overlay import Overlay

from .models import ConsultationPage


def answers_as_csv(request: HttpRequest, messages: QuerySet, page: ConsultationPage) -> HttpResponse:
    """In the order of the questions; those asked once and no longer come last. Only the day is told, not the hour."""
    rows = [
        {
            "Day": f"{timezone.localtime(message.at):%Y-%m-%d}",
            "Partnership": str(message.site),
            **dict(message.answers),
        }
        for message in messages.iterator(500)
    ]
    asked = [question.label for question in page.questions]
    columns = dict.fromkeys(["Day", "Partnership", *asked, *(name for row in rows for name in row)])
    response = as_csv(Overlay.of(request), f"answers-{page.slug}", columns, rows)
    response["Cache-Control"] = "private, no-store"
    return response
