"""The values that a head or a record may have: words, days, times of day, choices. A wrong one is named with its place."""

from datetime import date, datetime, time
from typing import Any

from .source import Record

CLOCK = "a time of day is written as in 17:30"


def words(record: Record, *keys: str) -> dict[str, str]:
    """Each of these keys as words; what is not there is empty."""
    return {key: str(record.get(key, "")).strip() for key in keys}


def chosen(record: Record, key: str, values: list[str], default: str = "") -> str:
    """One of the values, or the default. Raises ContentError for any other."""
    value = record.get(key, default)
    if value and value not in values:
        raise record.error(f"“{value}” is not a {key}; they are {', '.join(filter(None, values))}")
    return str(value)


def named(record: Record, key: str, known: dict[str, Any]) -> list[Any]:
    """What a list of slugs names. Raises ContentError for one that is not known."""
    return [one(record, key, slug, known) for slug in listed(record, key)]


def one(record: Record, key: str, slug: str, known: dict[str, Any]) -> Any:
    """What a slug names. Raises ContentError if it is not known."""
    if slug not in known:
        raise record.error(f"{key}: there is no “{slug}”; there are {', '.join(known) or 'none'}")
    return known[slug]


def listed(record: Record, key: str) -> list[str]:
    """A list of words. Raises ContentError for anything else."""
    found = record.get(key, [])
    if not isinstance(found, list) or any(isinstance(item, dict | list) for item in found):
        raise record.error(f"{key} is a list: [one, another]")
    return [str(item) for item in found]


def days(record: Record, *keys: str) -> dict[str, date | None]:
    """Each of these keys as a day, None where it is not there. Raises ContentError for anything else."""
    for key in keys:
        found = record.get(key)
        if found is not None and (not isinstance(found, date) or isinstance(found, datetime)):
            raise record.error(f"{key}: a day is written as in 2025-03-20")
    return {key: record.get(key) for key in keys}


def clock(record: Record, key: str) -> time | None:
    """A time of day, None where it is not there: YAML reads 17:30 as 1,050, and 09:00 as words."""
    found = record.get(key)
    if found is None:
        return None
    if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 24 * 60:
        return time(*divmod(found, 60))
    try:
        return time.fromisoformat(str(found))
    except ValueError as error:
        raise record.error(f"{key}: {CLOCK}") from error


def flag(record: Record, key: str, default: bool = False) -> bool:
    """True or false. Raises ContentError for anything else."""
    found = record.get(key, default)
    if not isinstance(found, bool):
        raise record.error(f"{key} is true or false, not “{found}”")
    return found
