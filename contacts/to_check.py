"""What somebody has to see to about contacts, on the admin's first page, for those who keep them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from . import proof
from .gaps import Gap, gaps
from .hours import bank_holidays
from .models import Contact

WORDS = {
    proof.State.OVERDUE: "long overdue to be checked: readers are told so",
    proof.State.DUE: "due to be checked",
    proof.State.TO_CONFIRM: "to be confirmed",
    proof.NO_OWNER: "kept by nobody: no one is written to when the check is due",
}
GAPS_SHOWN = 5


@dataclass(frozen=True)
class Row:
    """So many contacts, and the list of them."""

    count: int
    words: str
    url: str


class ToCheck(Component):
    """For this person: their own contacts by what is to be done, the gaps in their area's cover, and missing bank holidays."""

    name = "to_check"
    template_name = "contacts/admin/to_check.html"
    order = 150

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.policy = policy_registry.get_by_type(Contact)

    @cached_property
    def rows(self) -> list[Row]:
        mine = self.policy.instances_user_has_permission_for(self.request.user, "change")
        contacts = list(mine.only("confirmed_on", "next_check", "to_confirm", "owner"))
        counts = Counter(str(proof.state(contact, self.request.at)) for contact in contacts)
        counts[proof.NO_OWNER] = sum(not contact.owner for contact in contacts)
        listed = reverse(Contact.snippet_viewset.get_url_name("list"))
        return [
            Row(counts[key], words, f"{listed}?{urlencode({'check': str(key)})}")
            for key, words in WORDS.items()
            if counts[key]
        ]

    @cached_property
    def gaps(self) -> list[Gap]:
        sites = self.policy.sites_user_has_permission_for(self.request.user, "change")
        mine = set(sites.values_list("pk", flat=True))
        return [gap for gap in gaps(self.request.at) if gap.site_id in mine] if mine else []

    @cached_property
    def missing_years(self) -> list[int]:
        keeps = self.policy.user_has_permission(self.request.user, "change")
        return bank_holidays.missing(proof.today(self.request.at)) if keeps else []

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "gaps": self.gaps[:GAPS_SHOWN],
            "more": self.gaps[GAPS_SHOWN:],
            "missing_years": self.missing_years,
        }
