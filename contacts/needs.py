"""What people come for help with, and the services that answer it, in the order to try them."""

from dataclasses import dataclass

from .directory import CHILDLINE, FRONT_DOOR, OUT_OF_HOURS, POLICE


@dataclass(frozen=True)
class Need:
    anchor: str
    heading: str
    advice: str
    services: tuple[str, ...]


NEEDS = [
    Need(
        "child",
        "A child you are worried about",
        "You do not have to be sure. Say what you have seen or heard.",
        (FRONT_DOOR, OUT_OF_HOURS, POLICE),
    ),
    Need(
        "you",
        "You are a child or a teenager",
        "It is not your fault. You can say as much or as little as you want.",
        (CHILDLINE, FRONT_DOOR, OUT_OF_HOURS),
    ),
    Need(
        "adult",
        "An adult you are worried about",
        "For an adult who is being hurt or neglected, or who cannot keep themselves safe.",
        ("adults-front-door", POLICE),
    ),
    Need(
        "someone-who-works-with-children",
        "Someone who works or volunteers with children",
        "For worries about how they have behaved towards a child, at work or outside it.",
        ("lado", FRONT_DOOR),
    ),
    Need(
        "domestic-abuse",
        "Abuse at home or by a partner",
        "For yourself, or for someone you know.",
        ("domestic-abuse-support", "domestic-abuse-police"),
    ),
    Need(
        "online-abuse",
        "Abuse or sexual pictures online",
        "Keep the messages as they are, and do not send the pictures to anyone.",
        ("online-abuse-reporting", CHILDLINE, FRONT_DOOR),
    ),
    Need(
        "child-death",
        "A child has died",
        "For families who want someone to talk to, and for professionals who must report a death.",
        ("safer-sleep-advice", "child-death-review"),
    ),
]
