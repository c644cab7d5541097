"""A consultation as it is read and answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.audiences import Audience
from portal.overlay import Overlay
from portal.public_forms import PublicForm

from .models.message import Kind, kept_until
from .taken import Said, keep, may_send

if TYPE_CHECKING:
    from .models import ConsultationPage

NO_NAMES = "Please do not write your name, or anything that shows who you are."
NO_FAMILIES = "Please leave out anything that shows who a child or a family is."


class Answers(PublicForm):
    """The answers to one consultation: what its editors ask, with the proof and the trap of every form of readers."""

    use_required_attribute = False  # what is missing is said in words, and above the form

    def __init__(self, page: ConsultationPage, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.page, self.name = page, f"consultation-{page.pk}"
        super().__init__(request, *args, label_suffix="", **kwargs)
        built = page.form_builder(page.questions).formfields
        self.asked = {f"q-{name}": field for name, field in built.items()}  # no question is taken for the proof
        for field in self.asked.values():
            required = {"required": f"Please answer: {field.label}"}
            field.error_messages = {**field.error_messages, **required}
        self.fields.update(self.asked)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.asked]

    @property
    def said(self) -> Said:
        """What was answered, as staff read it; what was left out is left out."""
        answers, typed = [], []
        for name, question in self.asked.items():
            value = self.cleaned_data.get(name)
            if isinstance(question, forms.BooleanField):
                value = "Yes" if value else "No"
            elif isinstance(value, list):
                value = "\n".join(value)
            if not value:
                continue
            answers.append([str(question.label), str(value)])
            if not isinstance(question, (forms.ChoiceField, forms.MultipleChoiceField, forms.BooleanField)):
                typed.append(str(value))
        return Said(answers, typed, self.is_spam)

    @property
    def typed(self) -> Said:
        """What was typed, be the form right or wrong."""
        return Said([], [str(text) for name in self.asked for text in self.data.getlist(name)])


def about(page: ConsultationPage, request: HttpRequest) -> dict[str, Any]:
    """What the templates of a consultation need, whatever is shown."""
    at: datetime | None = getattr(request, "at", None)
    stage = page.stage(at)
    young = {"audience": Audience.YOUNG_PEOPLE, "exit": True} if page.young else {}
    leave_out = NO_NAMES if page.asks_young_people else NO_FAMILIES
    return {"stage": stage.value, "stands": page.stands(at), "leave_out": leave_out, **young}


def answer(page: ConsultationPage, request: HttpRequest) -> HttpResponse:
    """The page with its form while it is open, and what follows an answer. Nothing is taken outside; danger is always seen."""
    context = page.get_context(request)
    at: datetime = request.at  # type: ignore[attr-defined]
    sent = request.method == "POST"
    form = Answers(page, request, request.POST if sent else None, at=at)
    if context["stage"] != "open" or not page.questions:
        return render(request, page.template, {**context, "danger": sent and form.typed.danger})
    if not sent or not form.is_valid():
        danger = sent and form.typed.danger
        return render(request, page.template, {**context, "form": form, "danger": danger})
    said = form.said
    if not may_send(request):
        return render(request, "feedback/too_many.html", {**context, "danger": said.danger}, status=429)
    overlay = Overlay.of(request)
    message = keep(
        overlay.site,
        said,
        at,
        kind=Kind.CONSULTATION,
        consultation=page,
        page_path=overlay.path_of(page),
        page_title=page.title,
        erase_on=kept_until(Kind.CONSULTATION, at, page.closes_on),
    )
    return render(request, page.landing_page_template, {**context, "danger": message.urgent})


def previewed(page: ConsultationPage, request: HttpRequest, mode: str) -> HttpResponse:
    """As it will look while it is open; or after an answer was sent."""
    context = {**page.get_context(request), "stage": "open"}
    if mode == "landing":
        return render(request, page.landing_page_template, context)
    return render(request, page.template, {**context, "form": Answers(page, request)})
