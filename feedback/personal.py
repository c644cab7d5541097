"""What must not be asked where young people answer: who they are, how old, where, how to reach them, and their story.

The Age appropriate design code (the UK's Children's Code), standard 8, data minimisation; PR3. A question is read as it would
be understood, rather too strictly: whoever is refused can ask in other words.
"""

import re

ASKS = {
    "a name": r"(?<!^)\bnames?\b|^names?\b(?! (one|two|three|a|an|some|any|something)\b)|\b(sur|nick|user)names?\b"
    r"|\bare you called\b|\bwho are you\b|\bhandle\b|\bgamertag\b|\binitials\b",
    "an age": r"\bages?\b|\baged\b|\bhow old\b|\bbirth(day|date)?\b|\bborn\b|\bd\.?o\.?b\b|\b(school year|year group)\b",
    "where somebody lives": r"(?<!to )(?<!we )(?<!should )\baddress(es)?\b|\bpost ?code\b"
    r"|\b(where|place|street|town) (do |that )?you live|\b(your|which|what) (street|road|house|estate)\b",
    "a telephone number": r"\btelephone\b|\b(phone|mobile|contact|your|whatsapp) (number|no|details)\b|\btel\b"
    r"|\b(call|ring|text|reach|contact) you\b",
    "an e-mail address": r"\be-? ?mails?\b",
    "a school": r"\b(which|what) school\b|\bschool (do you|you) go\b|\bgo to school\b",
    "somebody’s story": r"\byour (own )?story\b|\bhappened to you\b|\bwhat (has )?happened\b|\b(about|describe) yourself\b"
    r"|\b(hurt|hit|touched|abused|bullied|scared) (you|yourself)\b|\bhave you (ever )?been\b",
}
"""What a question asks for, and by what it is known."""

TO_BE_FOUND_BY = ("a name", "where somebody lives", "a telephone number", "an e-mail address")
"""What says who somebody is: others than young people may be asked for it, and need not answer."""

FOUND = {what: re.compile(pattern) for what, pattern in ASKS.items()}


def asked_for(*texts: str) -> list[str]:
    """What these words of one question ask for that must not be asked of young people: “a name”, “an age”."""
    said = [" ".join(text.lower().replace("’", "'").split()) for text in texts]
    return [what for what, pattern in FOUND.items() if any(pattern.search(text) for text in said)]
