"""Bank holidays of England and Wales, from the data that the `holidays` package ships: never asked of the network."""

from datetime import date
from functools import cache

import holidays

SATURDAY = 5


@cache
def of_year(year: int) -> frozenset[date] | None:
    """The bank holidays of a year; None for a year the shipped data does not reach.

    As in the government's own list, a holiday that falls on a weekend counts on the weekday that stands in for it.
    """
    days = holidays.country_holidays("GB", subdiv="ENG", years=year)
    if not days.start_year <= year <= days.end_year:
        return None
    return frozenset(day for day in days if day.year == year and day.weekday() < SATURDAY)


def is_bank_holiday(day: date) -> bool | None:
    """Is it one? None where nobody can know, because the data ends before."""
    known = of_year(day.year)
    return None if known is None else day in known


def missing(day: date) -> list[int]:
    """Of this day's year and the next, those the shipped data does not reach: the package has to be upgraded."""
    return [year for year in (day.year, day.year + 1) if of_year(year) is None]
