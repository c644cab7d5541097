"""How a contact looks to its readers before it is saved: its card, on its partnership's site, for each audience."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from wagtail.models import PreviewableMixin, Site

from portal.audiences import Audience

if TYPE_CHECKING:
    from .models import Contact


class PreviewsCard(PreviewableMixin):
    """For the contact: a preview in each audience's look. What serves everywhere is shown as on SET's site."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [(audience.value, str(audience.label)) for audience in Audience]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "contacts/preview.html"

    def get_preview_context(self: "Contact", request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .answers import who_answers

        sites = Site.objects.select_related("root_page")
        request._wagtail_site = sites.get(pk=self.site_id) if self.site_id else sites.get(is_default_site=True)
        for remembered in ("ways", "hours", "all_hours"):  # of the record as it was before the form
            self.__dict__.pop(remembered, None)
        lines = who_answers([self], request.at).lines
        audience = Audience(mode_name) if mode_name in Audience.values else Audience.PROFESSIONALS
        return {
            **super().get_preview_context(request, mode_name),
            "contact": self,
            "line": next(iter(lines), None),
            "audience": audience,
            "exit": True,
        }
