"""Do somebody's words suggest that somebody is in danger? Whoever takes in what readers write asks here, and shows help at once.

The app that knows registers a check of a text under the hook named here.
"""

from wagtail import hooks

SUGGESTS_DANGER = "suggests_danger"
LONGEST = 5000  # characters of a text that are looked at: forms take fewer, floods are not worth the time


def suggests_danger(*texts: str) -> bool:
    """Is there a word of danger in any of these texts? Rather once too often: what follows is help."""
    return any(check(text[:LONGEST]) for check in hooks.get_hooks(SUGGESTS_DANGER) for text in texts if text.strip())
