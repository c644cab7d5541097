"""Do somebody's words suggest that somebody is in danger? Whoever takes in what readers write asks here, and shows help at once.

The app that knows registers a check of a text under the hook named here.
"""

from wagtail import hooks

SUGGESTS_DANGER = "suggests_danger"


def suggests_danger(*texts: str) -> bool:
    """Is there a word of danger in any of these texts? Rather once too often: what follows is help."""
    return any(check(text) for check in hooks.get_hooks(SUGGESTS_DANGER) for text in texts if text.strip())
