"""What `manage.py check` says of contacts."""

from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

from . import proof
from .hours import bank_holidays


@register()
def bank_holidays_are_known(**kwargs: Any) -> list[CheckMessage]:
    """The shipped data reaches the end of next year (GH5)."""
    return [
        CheckWarning(
            f"The bank holidays of {year} are not known: in that year no number is shown as the one that answers now.",
            hint="Upgrade the package “holidays”.",
            id="contacts.W001",
        )
        for year in bank_holidays.missing(proof.today())
    ]
