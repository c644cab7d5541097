"""Data for search engines in the head of a page (schema.org): a block that never runs, so any policy allows it."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

AS_TEXT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
"""What could end the element, written as JSON writes any letter: as Django's own `json_script` does."""


def data_block(nodes: list[dict[str, Any]]) -> SafeString:
    """The nodes as one graph; nothing if there are none."""
    if not nodes:
        return SafeString("")
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False).translate(AS_TEXT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
