"""The admin's form of a service."""

from wagtail.admin.forms import WagtailAdminModelForm

from portal.words import GuardsWords


class ServiceForm(GuardsWords, WagtailAdminModelForm):
    """What a service is for is read on every site, so it is guarded like the text of a page."""
