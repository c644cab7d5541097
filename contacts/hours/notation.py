"""Hours as one line of text, for content files and spreadsheets: `Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat,Sun,hol closed`.

`always` and `unknown` stand alone. Days are Mon to Sun and `hol` for bank holidays, with a comma between them or a hyphen for
a stretch; a date is `2026-12-24`, a stretch of dates `2026-12-24..2026-12-26`. A kind of channel at the end of a row
(`… 09:00-17:00 text`) makes it that kind's.
"""

import re
from datetime import date, time

from .rows import WEEK, Answers, Day, Hours, Row, stretches

TIMES = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")


def parse(text: str) -> Hours:
    """The hours of a line of text. Raises ValueError, naming the part that cannot be read."""
    text = text.strip()
    if text.lower() in ("", Answers.UNKNOWN, Answers.ALWAYS):
        return Hours(text.lower() or Answers.UNKNOWN)
    parts = [part.strip() for part in text.split(";") if part.strip()]
    always = [part for part in parts if part.lower() == Answers.ALWAYS]
    rows = tuple(_row(part) for part in parts if part not in always)
    return Hours(Answers.ALWAYS if always else Answers.HOURS, rows)


def written(hours: Hours) -> str:
    """The same hours as a line of text: `parse` reads it back."""
    if hours.answers == Answers.UNKNOWN:
        return Answers.UNKNOWN.value
    always = [Answers.ALWAYS.value] if hours.answers == Answers.ALWAYS else []
    return "; ".join([*always, *(_written(row) for row in hours.rows)])


def _row(part: str) -> Row:
    words = part.split()
    try:
        when, times, kind = words[0], words[1], " ".join(words[2:]).lower()
        if kind not in ("", "voice", "text", "email", "web"):
            raise ValueError
        opens = closes = None
        if times.lower() != "closed":
            opens, closes = (time.fromisoformat(clock) for clock in TIMES.fullmatch(times).groups())  # type: ignore
        if when[0].isdigit():
            first, _, last = when.partition("..")
            return Row((), opens, closes, date.fromisoformat(first), date.fromisoformat(last) if last else None, kind)
        return Row(_days(when), opens, closes, kind=kind)
    except (ValueError, IndexError, AttributeError) as error:
        raise ValueError(
            f"“{part}” cannot be read as hours. Write “Mon-Thu 09:00-17:30” or “Sat,Sun closed”."
        ) from error


def _days(text: str) -> tuple[str, ...]:
    chosen: list[str] = []
    for stretch in text.lower().split(","):
        first, _, last = stretch.partition("-")
        if last:
            chosen += WEEK[WEEK.index(first) : WEEK.index(last) + 1] or [""]
        else:
            chosen.append(Day(first).value)
    if "" in chosen:
        raise ValueError(text)
    return tuple(day for day in Day.values if day in chosen)


def _written(row: Row) -> str:
    times = "closed" if row.closed else f"{row.opens:%H:%M}-{row.closes:%H:%M}"
    dates = "..".join(str(day) for day in (row.first, row.last) if day)
    when = dates or ",".join(_stretches(row.days))
    return " ".join(filter(None, (when, times, row.kind)))


def _stretches(days: tuple[str, ...]) -> list[str]:
    """Days that follow each other as `Mon-Thu`, the others one by one."""
    named = [[day if day == Day.HOLIDAY else day.capitalize() for day in (run[0], run[-1])] for run in stretches(days)]
    return [first if first == last else f"{first}-{last}" for first, last in named]
