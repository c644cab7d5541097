"""How alike two texts are, which belong together, and which words differ between them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise
from typing import Literal

from .alignment import Pair

WORD = re.compile(r"\w+(?:['’.,:\-]\w+)*")
TOKEN = re.compile(r"\s*(?:[£€$]?\w+(?:['’.,:\-]\w+)*%?|[^\w\s]|$)")
COMMON = 20  # a pair of words that more texts than this have says nothing about which belong together
CANDIDATES = 8
PLACE = 0.2  # how much more alike two texts count for standing at the same place
LONGEST = 360_000  # pairs of tokens, old by new, to which word by word is limited


@dataclass(frozen=True)
class Segment:
    """A run of text that stayed, came or went. White space before a word belongs to the word."""

    kind: Literal["equal", "insert", "delete"]
    text: str

    @property
    def words(self) -> str:
        """The text without the white space before it, which is not to be struck through or underlined."""
        return self.text.lstrip()

    @property
    def space(self) -> str:
        return self.text[: len(self.text) - len(self.words)]


class Text:
    """A text as likeness sees it: its words, each occurrence counted, and which words stand side by side."""

    def __init__(self, text: str):
        words = WORD.findall(text.casefold())
        seen: dict[str, int] = {}
        for word in words:
            seen[word] = seen.get(word, 0) + 1
        again = (f"{word} {time}" for word, times in seen.items() for time in range(2, times + 1))
        self.words = frozenset(chain(seen, again))
        self.neighbours = tuple(dict.fromkeys(map(" ".join, pairwise(words))))


def alike(old: Text, new: Text) -> float:
    """From 0, no word in common, to 1, the same words. The order does not count, nor capitals, nor punctuation."""
    both = len(old.words) + len(new.words)
    return 2 * len(old.words & new.words) / both if both else 0.0


def best_pairs(
    old: Mapping[int, Text], new: Mapping[int, Text], near: Iterable[Pair], at_home: float, elsewhere: float
) -> list[Pair]:
    """Texts that belong together, the most alike first, each once.

    `near` are pairs that stand at the same place: they need to be alike by `at_home` only, and are preferred. Others are
    looked for by pairs of words that few texts have, and have to be alike by `elsewhere`.
    """
    home = set(near)
    scored = []
    for pair in home | _sharing(old, new):
        score, at_place = alike(old[pair[0]], new[pair[1]]), pair in home
        if score >= elsewhere or (at_place and score >= at_home):
            scored.append((-score - PLACE * at_place, abs(pair[0] - pair[1]), pair))
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, (a, b) in sorted(scored):
        if a not in chosen and b not in taken:
            chosen[a] = b
            taken.add(b)
    return list(chosen.items())


def _sharing(old: Mapping[int, Text], new: Mapping[int, Text]) -> set[Pair]:
    having = defaultdict(list)
    for place, text in new.items():
        for neighbours in text.neighbours:
            having[neighbours].append(place)
    found = set()
    for place, text in old.items():
        shared: Counter[int] = Counter()
        for neighbours in text.neighbours:
            if len(others := having.get(neighbours, ())) <= COMMON:
                shared.update(others)
        found |= {(place, other) for other, times in shared.most_common(CANDIDATES) if times > 1}
    return found


def word_by_word(old: str, new: str) -> tuple[Segment, ...] | None:
    """What to delete from the old text and insert to get the new one, in whole words; None if they are too long for it."""
    a, b = ([token for token in TOKEN.findall(" " + text.strip()) if token.strip()] for text in (old, new))
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    head, tail = a[:start], a[len(a) - end :]
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if len(a) * len(b) > LONGEST:
        return None
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    steps = [(tag == "equal", a[i:i_end], b[j:j_end]) for tag, i, i_end, j, j_end in blocks]
    first, *others = _segments([(True, head, head), *_whole_phrases(steps), (True, tail, tail)])
    return Segment(first.kind, first.text.lstrip()), *others


Step = tuple[bool, list[str], list[str]]


def _whole_phrases(steps: Sequence[Step]) -> list[Step]:
    """A comma or an “of” that stayed between two changes is part of the change: nobody reads words sprinkled with them."""
    last = len(steps) - 1
    return [
        (same and not (0 < n < last and len(old) <= 2 and len("".join(old).strip()) <= 4), old, new)
        for n, (same, old, new) in enumerate(steps)
    ]


def _segments(steps: Iterable[Step]) -> Iterable[Segment]:
    gone: list[str] = []
    come: list[str] = []
    stayed: list[str] = []
    for same, old, new in [*steps, (True, ["end"], [])]:
        if same and old:
            if gone or come:
                yield from _run("equal", stayed)
                yield from _run("delete", gone)
                yield from _run("insert", come)
                gone, come, stayed = [], [], []
            stayed += new
        elif not same:
            gone += old
            come += new
    yield from _run("equal", stayed)


def _run(kind: Literal["equal", "insert", "delete"], tokens: list[str]) -> Iterable[Segment]:
    if tokens:
        yield Segment(kind, "".join(tokens))
