"""Taking over an existing list in the admin: what would happen first, then one button that does exactly that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.generic import FormView
from wagtail.models import Site

from portal.models import Partnership

from .existing_list import LONGEST_SOURCE, SHORTEST_SOURCE, parse, take_over
from .people_admin import ForKeepers
from .wishes import LISTS

MOST_BYTES = 1_000_000  # some 30,000 addresses; a longer list is for the command
AN_HOUR = 3600  # seconds for which what was shown may be applied


class ImportForm(forms.Form):
    """The file, whose list it becomes, and where the consent is recorded."""

    file = forms.FileField(
        label="CSV file",
        help_text="In UTF-8. Its first line names the columns, one of them “email”; the others are not read.",
    )
    site = forms.ModelChoiceField(Site.objects.none(), label="Partnership")
    lists = forms.MultipleChoiceField(choices=[], label="Lists", widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(
        label="Where is their consent recorded?",
        min_length=SHORTEST_SOURCE,
        max_length=LONGEST_SOURCE,
        help_text="For example: sign-up sheets of 2024, kept by the business team. It is kept with each subscriber.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(pk__in=Partnership.objects.values("site"))  # type: ignore[attr-defined]
        self.fields["lists"].choices = [(news.value, news.label) for news in LISTS]  # type: ignore[attr-defined]

    def clean_file(self) -> list[tuple[int, str]]:
        """The addresses by line. Refuses a file that is none of that kind, naming the line."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("This file is too large for this page: use the command import_subscribers.")
        try:
            return parse(file.read(), file.name)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ImportView(ForKeepers, FormView):
    """Asks for a file, shows what it would do, and does it when told to."""

    form_class = ImportForm
    template_name = "subscriptions/admin/import.html"
    page_title = "Take over an existing list"

    @property
    def salt(self) -> str:
        """Nobody applies what another was shown."""
        return f"subscriptions.import:{self.request.user.pk}"

    def form_valid(self, form: ImportForm) -> HttpResponse:
        said = form.cleaned_data
        lists = [news for news in LISTS if str(news) in said["lists"]]
        outcome = take_over(said["file"], said["site"], lists, said["source"], dry_run=True)
        kept = {"rows": said["file"], "site": said["site"].pk, "lists": said["lists"], "source": said["source"]}
        shown = signing.dumps(kept, salt=self.salt, compress=True)
        return self.render_to_response(self.get_context_data(form=form, outcome=outcome, shown=shown))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "shown" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            kept = signing.loads(request.POST["shown"], salt=self.salt, max_age=AN_HOUR)
        except signing.BadSignature:
            messages.error(request, "Nothing was changed: what you were shown is too old. Send the file again.")
            return redirect(request.path)
        lists = [news for news in LISTS if str(news) in kept["lists"]]
        rows = [(line, text) for line, text in kept["rows"]]
        outcome = take_over(rows, Site.objects.get(pk=kept["site"]), lists, kept["source"])
        messages.success(request, f"New subscribers: {len(outcome.new)}. Known, and now get more: {len(outcome.more)}.")
        return redirect("subscribers")


urlpatterns = [path("subscribers/import/", ImportView.as_view(), name="subscribers_import")]
