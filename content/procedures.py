"""What the head of a procedure's file says beyond that of any page."""

import json
import re
from collections.abc import Iterator
from typing import Any

from portal.audiences import Audience
from procedures.models import Part, ProcedureKind, ProcedurePage, Significance
from procedures.publishing import differs, latest

from .links import Links
from .page_files import Source

SECTION = re.compile(r"\(/procedures/([\w-]+)/#")


def fill(page: ProcedurePage, source: Source, parts: dict[str, Part], links: Links) -> None:
    """Give the page what its file says; its text is there already.

    Raises ContentError for a part, kind or page that does not exist, and for a significant change under a published issue.
    """
    head = source.head
    page.kind = chosen(source, "kind", ProcedureKind.values) or ProcedureKind.PROCEDURE
    page.significance = chosen(source, "significance", Significance.values)
    if head.get("part") and head["part"] not in parts:
        raise head.error(f"there is no part “{head['part']}” of the manual; they are {', '.join(parts)}")
    page.part = parts[head["part"]] if head.get("part") else None
    page.order = head.get("order", 100)
    page.number, page.edition = str(head.get("issue", "")), str(head.get("edition", ""))
    page.effective_from = head.get("effective")
    page.change_summary = head.get("change", "")
    page.changes = json.dumps([{"type": "change", "value": change} for change in changes(source)])
    for name in ("licence", "approved_by", "status_note", "withdrawn_why"):
        setattr(page, name, head.get(name, ""))
    for name in ("approved_on", "review_by", "withdrawn_on"):
        setattr(page, name, head.get(name))
    page.under_review = head.get("under_review", False)
    if page.document_id is None:  # a file uploaded since is not asked for again
        page.file_wanted = head.get("file_wanted", False)
    page.replaced_by_id = replacement(source, links)
    page.readers = head.get("audiences", [Audience.PROFESSIONALS.value])
    last = latest(page)
    if page.significance == Significance.SIGNIFICANT and last and page.number == last.number and differs(page, last):
        raise head.error(f"issue {last.number} is published: a significant change needs an issue of its own")


def chosen(source: Source, key: str, values: list[str]) -> str:
    value = source.head.get(key, "")
    if value and value not in values:
        raise source.head.error(f"“{value}” is not a {key}; they are {', '.join(values)}")
    return value


def changes(source: Source) -> Iterator[dict[str, str]]:
    for record in source.head.records("changes"):
        record.must({"sentence"}, {"section"})
        yield {"section": record.get("section", ""), "sentence": record["sentence"]}


def replacement(source: Source, links: Links) -> int | None:
    """The id of the page to follow now."""
    path = source.head.get("replaced_by")
    stored: dict[str, Any] = (links.stored(source, path) or {}) if path else {}
    if path and "id" not in stored:
        raise source.head.error(f"replaced_by: there is no page at “{path}”")
    return int(stored["id"]) if path else None


def in_order(sources: list[Source]) -> list[Source]:
    """The same files, each after those to whose sections it links: publishing refuses a link to a section not there yet."""
    done: list[Source] = []

    def add(source: Source, above: tuple[Source, ...] = ()) -> None:
        if source in done or source in above:
            return
        if source.kind is ProcedurePage:
            for slug in SECTION.findall(source.body):
                for other in sources:
                    if other.path == ("procedures", slug):
                        add(other, (*above, source))
        done.append(source)

    for source in sources:
        add(source)
    return done
