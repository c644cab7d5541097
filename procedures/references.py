"""References from one chapter to another: ordinary links, to which the page adds the number as it is today.

So they follow renumbering by themselves, whoever wrote them: “allegations (chapter 2.3)”, “the deadline (section 2.3.1)”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from .manual import Manual
    from .models import ProcedurePage

LINK = re.compile(r'(<a [^>]*?href="(/procedures/[\w-]+/)?(?:#([\w-]+))?"[^>]*>)(.*?)</a>', re.DOTALL)
WRITTEN = re.compile(r'href="(/procedures/([\w-]+)/)?#([\w-]+)"')


def numbered(html: str, manual: Manual, here: str) -> SafeString:
    """The HTML of the chapter at the address `here`, with its links to chapters and sections numbered."""

    def add(link: re.Match[str]) -> str:
        opening, url, anchor, words = link.groups()
        number = _number(manual, url or here, anchor) if url or anchor else ""
        return f'{opening}{words}</a> <span class="reference">({escape(number)})</span>' if number else link.group()

    return mark_safe(LINK.sub(add, html))


def _number(manual: Manual, url: str, anchor: str | None) -> str:
    chapter = manual.by_url.get(url)
    if chapter is None:
        return ""
    if not anchor:
        return f"chapter {chapter.number}"
    found = next((section for section in chapter.sections if section.anchor == anchor), None)
    return f"section {found.number}" if found else ""


def broken(page: ProcedurePage) -> Iterator[str]:
    """Links in the page's text to sections of procedures that neither are there nor ever were, in words for the editor."""
    model = type(page)
    own = {entry["anchor"] for entry in _outline(page)}
    for url, slug, anchor in dict.fromkeys(WRITTEN.findall(str(page.body.get_prep_value()).replace('\\"', '"'))):
        if url and slug != page.slug:
            targets = model.objects.filter(slug=slug, live=True)
            known = {name for each in targets for v in each.versions.order_by("-ordinal")[:1] for name in v.anchors}
        else:
            known = own
        if anchor not in known:
            yield f"There is no section “#{anchor}” in {url or 'this text'}. Link to one that is there."


def _outline(page: ProcedurePage) -> list[dict[str, str]]:
    from .publishing import latest, outline

    found, anchors = outline(page, latest(page))
    return [*found, *({"anchor": anchor} for anchor in anchors)]
