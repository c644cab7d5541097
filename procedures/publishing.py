"""From a page to a version: what publishing a procedure freezes, what it asks for first, and from which day it counts.

Minor and significant follow the rule of GOV.UK's change notes: a minor correction needs no entry in the log, a significant
change cannot be published without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.signals import page_published

from portal.moments import LONDON, moment, today
from portal.publication import Reason

from . import passages
from .manual import number_of
from .models import ProcedurePage, Significance, Version
from .references import broken

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

CONTROL = ("effective_from", "edition", "approved_by", "approved_on")
STATED = (*CONTROL, "file_wanted", "document_id")
"""What makes a page another version than the last, besides its text."""
ONCE = {"significance": "", "change_summary": "", "changes": []}
"""What is said of one change only: emptied when it is published, lest the next correction be announced as this one."""
YEAR = re.compile(r"\b(19|20)\d\d\b")


def latest(page: ProcedurePage) -> Version | None:
    """The version published last, whether it counts yet or not."""
    return page.versions.order_by("-ordinal").first() if page.pk else None


def differs(page: ProcedurePage, version: Version) -> bool:
    """Would publishing the page as it is make another version?"""
    return written(page) != written(version) or any(getattr(page, name) != getattr(version, name) for name in STATED)


def completes(page: ProcedurePage, version: Version) -> bool:
    """Is the file that was missing all that is new? Then it joins the version as it stands."""
    alone = version.file_wanted and version.document_id is None and page.document_id is not None
    same = all(getattr(page, name) == getattr(version, name) for name in CONTROL)
    return alone and same and written(page) == written(version)


def written(thing: ProcedurePage | Version) -> list[Any]:
    """The text with the keys of its sections, without those that Wagtail makes up anew for what stands inside them."""
    stored = thing.body.get_prep_value()
    return [(block["id"] if block["type"] == "section" else "", _without_ids(block)) for block in stored]


def _without_ids(stored: Any) -> Any:
    if isinstance(stored, dict):
        block = {"type", "value"} <= stored.keys()
        return {name: _without_ids(value) for name, value in stored.items() if not (block and name == "id")}
    return [_without_ids(item) for item in stored] if isinstance(stored, list) else stored


def reasons_not_to_publish(page: Any, parent: Any = None, at: datetime | None = None) -> Iterator[Reason]:
    """Why the page must not become a version as it is, each next to its field."""
    if not isinstance(page, ProcedurePage):
        return
    if not (len(page.body) or page.document_id or page.file_wanted):
        words = "Write the text, choose a file, or tick “the file has not been uploaded yet”."
        yield Reason.at("body", words)
    if page.withdrawn_on and not page.withdrawn_why:
        yield Reason.at("withdrawn_why", "Say why it was withdrawn: readers who come for it are told.")
    if page.approved_on and page.approved_on > today(at):
        yield Reason.at("approved_on", "This day is still to come. Leave it empty until it is approved.")
    for words in broken(page):
        yield Reason.at("body", words)
    last = latest(page)
    if last and differs(page, last) and not completes(page, last):
        yield from _reasons_against_change(page, last, today(at))


def _reasons_against_change(page: ProcedurePage, last: Version, day: date) -> Iterator[Reason]:
    issue = f"issue {last.number} ({last.dated})"
    if not page.significance:
        yield Reason.at("significance", f"The procedure differs from {issue}. Say how much it changes.")
    if page.effective_from and last.effective_from and page.effective_from < last.effective_from:
        yield Reason.at("effective_from", f"This is before {issue}. A new version cannot count before the last one.")
    if page.significance == Significance.SIGNIFICANT:
        if not page.change_summary.strip():
            yield Reason.at("change_summary", "A significant change needs a sentence for the amendments log.")
        if last.starts <= day and page.effective_from == last.effective_from and page.edition == last.edition:
            yield Reason.at("effective_from", f"Say from which day the change counts: this is what {issue} says.")


def connect() -> None:
    """Listen for publications, whichever way they come; called once when the portal is ready."""
    page_published.connect(_published, sender=ProcedurePage, dispatch_uid="procedures-freeze")


def _published(instance: ProcedurePage, revision: Any, **kwargs: Any) -> None:
    freeze(instance.pk, by=revision.user if revision else None)


@transaction.atomic
def freeze(pk: int, by: AbstractUser | None = None, at: datetime | None = None) -> Version | None:
    """Make what the page with this id now says a version, unless the last one says it already.

    None where the page is not live yet: one scheduled to go live later is frozen then.
    """
    page = ProcedurePage.objects.select_for_update().get(pk=pk)
    if not page.live:
        return None
    last = latest(page)
    if last and completes(page, last):
        last.document, last.file_wanted = page.document, page.file_wanted
        last.save()
    elif last is None or differs(page, last):
        last = _version(page, last, at)
        last.published_by = by
        last.save()
        began = datetime.combine(max(last.starts, today(at)), time(12), LONDON)
        page.versions.filter(pk=last.pk).update(chapter=number_of(page, began))  # a chapter from this version on
    _empty_once(page, last.number)
    passages.write(page)
    return last


def draft(page: ProcedurePage, at: datetime | None = None) -> Version:
    """The version that publishing the page as it is would make, for its preview. Nothing is saved."""
    return _version(page, latest(page), at)


def _version(page: ProcedurePage, last: Version | None, at: datetime | None) -> Version:
    """The page's next version, not yet saved."""
    significant = last is None or page.significance == Significance.SIGNIFICANT
    version = Version(
        page=page,
        ordinal=last.ordinal + 1 if last else 1,
        number=_number(page, last, significant),
        starts=_starts(page, last, significant, today(at)),
        significant=significant,
        change_summary=page.change_summary.strip(),
        changes=page.changes.get_prep_value(),
        review_by=page.review_by,
        title=page.title,
        body=page.body.get_prep_value(),
        published_at=moment(at),
        **{name: getattr(page, name) for name in STATED},
    )
    version.linked = linked(page)
    version.outline, version.anchors = outline(page, last, version.number, version.ordinal)
    return version


def linked(page: ProcedurePage) -> list[list[Any]]:
    """The documents that the page's text links to, each with its id, its address and what a link says of it."""
    model = get_document_model()
    references = page._meta.get_field("body").extract_references(page.body)
    found = model.objects.in_bulk({int(pk) for kind, pk, *_ in references if kind is model})
    return [[pk, document.url, document.facts] for pk, document in found.items()]


def _number(page: ProcedurePage, last: Version | None, significant: bool) -> str:
    """The issue as the editor gave it; where that is taken or not given, the next one."""
    taken = set(page.versions.values_list("number", flat=True))
    number = page.number.strip() or (last.number if last else page.edition or "1")
    while number in taken:
        number = next_number(number, significant)
    return number


def next_number(number: str, significant: bool) -> str:
    """The issue after this one: 2 and 2.1 are followed by 3 if the change is significant, else by 2.1 and 2.2."""
    whole, _, rest = number.rpartition(" ")
    first, _, second = rest.partition(".")
    if not first.isdigit() or (second and not second.isdigit()):
        return f"{number}.1" if not number.endswith(".1") else f"{number[:-2]}.2"
    following = str(int(first) + 1) if significant else f"{first}.{int(second or 0) + 1}"
    return f"{whole} {following}".strip()


def _starts(page: ProcedurePage, last: Version | None, significant: bool, day: date) -> date:
    """The London day from which the portal answers with it.

    A correction counts at once, and with what it corrects where that is still to come. Where only the year is known, from its
    first day; where nothing is, from the day on which it is published here.
    """
    if last and not significant:
        return max(last.starts, day, page.effective_from or date.min)
    year = YEAR.search(page.edition)
    known = page.effective_from or (date(int(year.group()), 1, 1) if year else None)
    return max(known or day, last.starts if last else date.min)


def outline(
    page: ProcedurePage, last: Version | None, number: str = "", ordinal: int = 0
) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The page's sections with their anchors, and every anchor there ever was with the last version that had it.

    A section keeps the anchor it first had, under whatever heading and wherever it moves: old addresses lead to it.
    """
    anchors: dict[str, Any] = dict(last.anchors) if last else {}
    by_key = {entry["key"]: anchor for anchor, entry in anchors.items()}
    sections = [(block.id, block.value["heading"]) for block in page.body if block.block_type == "section"]
    present = {key for key, _ in sections}
    found = []
    for key, heading in sections:
        wanted = slugify(heading)[:60] or "section"
        anchor = by_key.get(key)
        if anchor is None:  # a new section, or one written anew under the old heading
            free = wanted not in anchors or anchors[wanted]["key"] not in present
            anchor = wanted if free else next(a for n in range(2, 999) if (a := f"{wanted}-{n}") not in anchors)
        anchors[anchor] = {"key": key, "heading": heading, "issue": number, "ordinal": ordinal}
        found.append({"key": key, "anchor": anchor, "heading": heading})
    return found, anchors


def _empty_once(page: ProcedurePage, number: str) -> None:
    """The page is ready for its next version: in the database, and in the draft from which the editor goes on."""
    ProcedurePage.objects.filter(pk=page.pk).update(**ONCE, number=number)
    revision = page.latest_revision
    if revision and revision.pk == page.live_revision_id:
        content = {**revision.content, **ONCE, "changes": "[]", "number": number}
        type(revision).objects.filter(pk=revision.pk).update(content=content)
