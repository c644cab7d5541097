"""The glossary in the admin: terms are in force as soon as they are saved, and are kept by SET's publishers."""

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList

from .models import Term
from .without_drafts import RecordViewSet
from .words import GuardsWords


class TermForm(GuardsWords, WagtailAdminModelForm):
    """What a term means is read on every site, so it is guarded like the text of a page."""


class TermViewSet(RecordViewSet):
    model = Term
    edit_handler = ObjectList(Term.panels, base_form_class=TermForm)
    icon = "openquote"
    menu_label = "Glossary"
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["term", "short", "also_called"]
    search_fields = ["term", "short", "also_called", "meaning"]
    search_backend_name = None
    list_per_page = 50
