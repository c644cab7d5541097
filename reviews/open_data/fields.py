"""What each field means: what is promised to whoever builds on the data."""

from portal.open_data import wrapper_fields

REVIEW = {
    "id": "Stays the same as long as we keep the review, and is the same on every site of ours.",
    "title": "Its title here.",
    "summary": "What it is about, in a sentence or two.",
    "page": "Our page that shows it.",
    "kind": "The kind of review, as a word that never changes.",
    "kind_name": "The same in words.",
    "called": "What its authors call it, where that is more exact.",
    "state": "under-way, published, summary-only or not-published.",
    "reason": "Why it is not published, or only its summary.",
    "published_on": "The day it was first published, wherever that was. Left out where it is not known.",
    "published": "The same in words, or what is known of it: March 2025.",
    "pseudonyms": "The names that stand for the children. Never their own.",
    "ages": "As the report says them.",
    "time_frame": "When it happened, as the report says it.",
    "partnerships": "The partnerships of this portal that it is about.",
    "commissioned_by": "Who published it, where that is none of them.",
    "themes": "What it is about, as words that reviews share.",
    "learning": "Learning points, each with whom it is for.",
    "recommendations": "What it recommends, and what has come of it.",
    "report": "The address of the report on this site.",
    "report_elsewhere": "Where its publisher keeps the report.",
    "briefing": "The address of our briefing of one page.",
    "briefing_file": "The address of a briefing made elsewhere.",
    "modified": "When the page was last published here.",
}

LEARNING = {
    "for": "The professionals it is for, as a word that never changes.",
    "for_name": "The same in words.",
    "text": "What to do differently.",
}

RECOMMENDATION = {
    "number": "As in the report.",
    "text": "What is recommended.",
    "agency": "The agency it is for.",
    "for_whom": "Whom it is for, where that is no single agency.",
    "state": "unknown, not-started, under-way, done or not-accepted.",
    "due": "The day by which it is to be done.",
    "done_on": "The day on which it was.",
    "evidence": "What shows that it was done.",
    "evidence_file": "The address of a file that does.",
}

FILE = wrapper_fields("reviews") | {"contents": "The reviews, the newest first; those under way at the end."}

GROUPS = (
    ("file", "The whole file", FILE),
    ("review", "A review", REVIEW),
    ("learning", "A learning point", LEARNING),
    ("recommendation", "A recommendation", RECOMMENDATION),
)

LISTS = ("partnerships", "themes")
COUNTS = {
    "learning_points": "How many learning points there are in the JSON.",
    "recommendations": "How many recommendations.",
    "recommendations_open": "How many of them are neither done nor refused.",
}
LEFT_OUT = ("learning", "recommendations")  # of the table: a row has no room for lists of their own
COLUMNS = {
    **{name: meaning for name, meaning in REVIEW.items() if name not in LEFT_OUT},
    **COUNTS,
    "licence": "The address of the licence.",
}
"""The columns of the table; several values of one column have a semicolon between them."""
