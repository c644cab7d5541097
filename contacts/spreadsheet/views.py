"""Contacts out of the admin as CSV, and back in: a dry run first, then one button that applies exactly what it showed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..models import Contact
from . import table as spreadsheet
from .taken_in import Import, partnerships, take_in

SALT = "contacts.spreadsheet"
AN_HOUR = 3600  # seconds for which a dry run may be applied


def exported(contacts: Iterable[Contact]) -> HttpResponse:
    """These contacts as a file. It begins with a byte order mark, by which Excel knows UTF-8."""
    found = list(contacts)
    prefetch_related_objects(found, "service", "channels", "opening_hours", "former_numbers")
    text = spreadsheet.as_csv(found, partnerships())
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="contacts-{localdate()}.csv"'
    return response


class FileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        help_text=f"As exported from the list of contacts. At most {spreadsheet.MOST_ROWS} rows, "
        f"{spreadsheet.MOST_BYTES // 1000} kB, in UTF-8. A contact that has no row stays as it is.",
    )
    why = forms.CharField(
        label="Why did it change?",
        max_length=500,
        required=False,
        help_text="Needed when a number or an address is changed or taken away. Staff find it in the history.",
    )

    def clean_file(self) -> str:
        """The text of the file. Refuses one that is no file of contacts."""
        file = self.cleaned_data["file"]
        if file.size > spreadsheet.MOST_BYTES:
            raise forms.ValidationError(f"This file is too large: {spreadsheet.MOST_BYTES // 1000} kB at most.")
        content = file.read()
        try:
            self.rows = spreadsheet.read(content)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return content.decode("utf-8-sig")


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks for a file, shows what it would do, and does it when told to."""

    model = Contact
    form_class = FileForm
    any_permission_required = ["add", "change"]
    template_name = "contacts/admin/import.html"
    page_title = "Import contacts"
    header_icon = "upload"
    index_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse(self.index_url_name), "label": "Contacts"}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if "shown" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            shown = signing.loads(request.POST["shown"], salt=self.salt, max_age=AN_HOUR)
            rows = spreadsheet.read(shown["text"].encode())
        except (signing.BadSignature, ValueError):
            messages.error(request, "Nothing was changed: this dry run is too old. Send the file again.")
            return redirect(request.path)
        result = take_in(rows, request.user, shown["why"], keep=shown["digest"])
        if result.digest != shown["digest"]:
            messages.error(request, "Nothing was changed: the contacts are no longer as they were. Look again.")
            return self.show(result, shown["text"], shown["why"])
        messages.success(request, f"{len(result.changed)} changed, {len(result.new)} added.")
        return redirect(reverse(self.index_url_name))

    def form_valid(self, form: FileForm) -> HttpResponse:
        why = form.cleaned_data["why"]
        return self.show(take_in(form.rows, self.request.user, why), form.cleaned_data["file"], why)

    def show(self, result: Import, text: str, why: str) -> HttpResponse:
        """The dry run, with a button that carries what was read and what was shown, signed."""
        kept = {"text": text, "why": why, "digest": result.digest}
        shown = signing.dumps(kept, salt=self.salt, compress=True)
        form = FileForm(initial={"why": why})
        return self.render_to_response(self.get_context_data(form=form, result=result, shown=shown))

    @property
    def salt(self) -> str:
        """Nobody applies what another was shown."""
        return f"{SALT}:{self.request.user.pk}"
