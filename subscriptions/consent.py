"""The words that a subscriber agrees to. Whoever changes them gives them a new version: the day from which they are shown.

Kept with each consent as they were shown, so that what somebody agreed to is known whatever is written here later.
"""

VERSION = "2026-11-26"

SENTENCES = (
    "The partnerships you tick will send you e-mails about what you tick, and nothing else.",
    "We keep your e-mail address, what you asked for, and when you agreed to which words. We do not ask for your name, and "
    "we do not watch whether you open our e-mails.",
    "We keep this until you leave. Every e-mail has a link to leave with, and one to change what you get, see what we hold "
    "and have it deleted. You need no password.",
    "When you leave, we delete it. We keep only a code made from your address, so that nobody adds you again by mistake. "
    "The address cannot be read from the code.",
    "Nothing is sent until you confirm. If you do not confirm within seven days, we forget that you asked.",
)
TEXT = "\n".join(SENTENCES)

IMPORTED = (
    "Taken over from a list that was kept before. What the subscriber agreed to there, and where that is recorded, is in the "
    "source."
)
"""What stands for the words of a consent that was not given here."""
