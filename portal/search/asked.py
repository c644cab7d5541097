"""What a visitor typed, as a search understands it: words, each with the other ways to say the same."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

MAX_LENGTH = 100
MAX_WORDS = 8
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
ENDINGS = ("ing", "ed", "es", "s", "er")
IRREGULAR = {"child": "children", "children": "child", "man": "men", "men": "man", "woman": "women", "women": "woman"}

# Words that PostgreSQL does not index, so that both databases are asked the same; and what is left of “don't” and “we'll”.
LITTLE_WORDS = frozenset(
    """
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its
    itself they them their theirs themselves what which who whom this that these those am is are was were be been being have
    has had having do does did doing a an the and but if or because as until while of at by for with about against between
    into through during before after above below to from up down in out on off over under again further then once here there
    when where why how all any both each few more most other some such no nor not only own same so than too very s t can will
    just don should now d ll m re ve isn doesn didn won
    """.split()  # noqa: SIM905 - as PostgreSQL lists them
)

Unit = tuple[str, ...]
"""One thing looked for: the words typed, and what else would say the same. A way of several words is a phrase."""


def words_of(text: str, most: int | None = MAX_WORDS) -> list[str]:
    """The words of a text in lower case, once each: of what a visitor typed at most eight, whatever else it holds."""
    found = WORD.findall(text[: MAX_LENGTH if most else None].lower().replace("’", "'"))
    return list(dict.fromkeys(found))[:most]


def folded(text: str) -> list[str]:
    """The words of a text as the index has them: lower case, no accents, “don't” as two."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return PART.findall(text.lower())


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The part of a word that its near forms share: `bully` for bullies and bullying. Coarser than the databases' own stems."""
    word = next((word.removesuffix(end) for end in ENDINGS if word.endswith(end) and len(word) - len(end) > 3), word)
    if len(word) > 4 and word.endswith("e"):
        return word[:-1]
    return f"{word[:-1]}y" if word.endswith("i") else word


def units(typed: str, ways: Mapping[tuple[str, ...], list[str]]) -> list[Unit]:
    """What is looked for, eight things at most; nothing, if no word says anything.

    `ways` is the glossary's: the words of a name, and all names of the same. The longest name that was typed counts.
    """
    words = folded(typed[:MAX_LENGTH])
    longest = max(map(len, ways), default=0)
    found: list[Unit] = []
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            name = tuple(words[at : at + length])
            known = ways.get(name) or ways.get((*name[:-1], name[-1].removesuffix("s")))
            if known:
                found.append(tuple(dict.fromkeys((" ".join(name), *known))))
                break
        else:
            length, word = 1, words[at]
            if word not in LITTLE_WORDS and (len(word) > 1 or word.isdigit()):
                found.append((word, IRREGULAR[word]) if word in IRREGULAR else (word,))
        at += length
    return list(dict.fromkeys(found))[:MAX_WORDS]
