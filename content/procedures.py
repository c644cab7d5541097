"""What the head of a procedure's file says beyond that of any page."""

import json
import re
from collections.abc import Iterator

from portal.audiences import Audience
from portal.models import BasePage
from procedures.models import Part, ProcedureKind, ProcedurePage, Significance
from procedures.publishing import differs, latest

from .links import Links
from .page_files import Source
from .values import chosen

SECTION = re.compile(r"\(/procedures/([\w-]+)/#")


def fill(page: ProcedurePage, source: Source, parts: dict[str, Part], links: Links) -> None:
    """Give the page what its file says; its text is there already.

    Raises ContentError for a part, kind or page that does not exist, and for a significant change under a published issue.
    """
    head = source.head
    page.kind = chosen(head, "kind", ProcedureKind.values, ProcedureKind.PROCEDURE)
    page.significance = chosen(head, "significance", Significance.values)
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
    replaced_by = head.get("replaced_by")
    page.replaced_by_id = links.target(source, "replaced_by", replaced_by, (BasePage,)) if replaced_by else None
    page.readers = head.get("audiences", [Audience.PROFESSIONALS.value])
    last = latest(page)
    if page.significance == Significance.SIGNIFICANT and last and page.number == last.number and differs(page, last):
        raise head.error(f"issue {last.number} is published: a significant change needs an issue of its own")


def changes(source: Source) -> Iterator[dict[str, str]]:
    for record in source.head.records("changes"):
        record.must({"sentence"}, {"section"})
        yield {"section": record.get("section", ""), "sentence": record["sentence"]}


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
