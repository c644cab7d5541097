"""When somebody answers. The rows and what is asked of them are `rows`; the other modules check, write, read and tell them."""

from .rows import LONDON, WEEK, WHOLE_DAY, Answers, Day, Hours, Row, moment, today

__all__ = ["LONDON", "WEEK", "WHOLE_DAY", "Answers", "Day", "Hours", "Row", "moment", "today"]
