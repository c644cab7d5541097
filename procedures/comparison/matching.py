"""Which paragraphs of one version are those of another: the same, divided or joined, edited, moved."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .alignment import Pair, by_turn, in_order, rising
from .likeness import Text, best_pairs

NEAR = 2  # paragraphs up and down at which an edited one is looked for first
EDITED = 0.5  # share of words in common at which a paragraph in its place counts as edited, not as another one
MOVED = 0.7  # the same for one that stands elsewhere
SAYS_SOMETHING = 4  # words from which a paragraph found elsewhere counts as moved: “Yes.” stands in many places


@dataclass(frozen=True)
class Link:
    """Paragraphs of the old version that are those of the new one. Several only where the words are the same."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    in_place: bool = True


@dataclass(frozen=True)
class Stretch:
    """The paragraphs of a section that stands in both versions, by their places in the whole."""

    old: range
    new: range


def linked(old: Sequence[str], new: Sequence[str], stretches: Sequence[Stretch]) -> list[Link]:
    """Every paragraph of the old version that the new one still has, with the one it is."""
    links, gaps = [], []
    for stretch in stretches:
        a, b = old[stretch.old.start : stretch.old.stop], new[stretch.new.start : stretch.new.stop]
        same = [(stretch.old[i], stretch.new[j]) for i, j in in_order(a, b)]
        links += [Link((i,), (j,)) for i, j in same]
        edges = [(stretch.old.start - 1, stretch.new.start - 1), *same, (stretch.old.stop, stretch.new.stop)]
        for (i, j), (i_end, j_end) in pairwise(edges):
            divided, gap = _divided(old, new, Stretch(range(i + 1, i_end), range(j + 1, j_end)))
            links += divided
            gaps.append(gap)
    links += [Link((i,), (j,)) for i, j in _found_again(old, new, links, Gaps(gaps))]
    return list(_placed(links, stretches))


def _divided(old: Sequence[str], new: Sequence[str], gap: Stretch) -> tuple[list[Link], Stretch]:
    """Paragraphs at either end of the gap that were only divided or joined, and what is left of it between them."""
    links = []
    for step in (1, -1):
        while link := _same_words(old, new, Stretch(gap.old[::step], gap.new[::step]), forwards=step > 0):
            links.append(link)
            a, b = len(link.olds), len(link.news)
            gap = Stretch(gap.old[a:], gap.new[b:]) if step > 0 else Stretch(gap.old[:-a], gap.new[:-b])
    return links, gap


def _same_words(old: Sequence[str], new: Sequence[str], gap: Stretch, forwards: bool) -> Link | None:
    """The fewest paragraphs from this end of the gap that say the same on both sides."""
    sides = ((old, gap.old), (new, gap.new))
    used = [0, 0]
    ahead, leader = "", 1  # what one side has said and the other not yet
    while True:
        texts, places = sides[1 - leader]
        if used[1 - leader] == len(places):
            return None
        text = texts[places[used[1 - leader]]]
        said = f"{text} " if forwards else f" {text}"
        used[1 - leader] += 1
        longer, shorter = (said, ahead) if len(said) > len(ahead) else (ahead, said)
        if not (longer.startswith(shorter) if forwards else longer.endswith(shorter)):
            return None
        if longer is said:
            leader = 1 - leader
        ahead = longer[len(shorter) :] if forwards else longer[: len(longer) - len(shorter)]
        if not ahead:
            return Link(tuple(sorted(gap.old[: used[0]])), tuple(sorted(gap.new[: used[1]])))


class Gaps:
    """Where paragraphs stand that are not the same in both versions: between the same two that are."""

    def __init__(self, gaps: Sequence[Stretch]):
        self.gaps = gaps
        self.of_old = {i: n for n, gap in enumerate(gaps) for i in gap.old}
        self.of_new = {j: n for n, gap in enumerate(gaps) for j in gap.new}

    def home(self, pair: Pair) -> int | None:
        """The gap in which both of the pair stand."""
        gap = self.of_old.get(pair[0])
        return gap if gap is not None and gap == self.of_new.get(pair[1]) else None

    def near(self, gone: set[int], come: set[int]) -> Iterable[Pair]:
        """Those of the two sets that stand at about the same place of the same gap, counted from its start or its end."""
        for gap in self.gaps:
            a, b = [i for i in gap.old if i in gone], [j for j in gap.new if j in come]
            for shift in {0, len(b) - len(a)}:
                for n, i in enumerate(a):
                    yield from ((i, j) for j in b[max(n + shift - NEAR, 0) : max(n + shift + NEAR + 1, 0)])


def _found_again(old: Sequence[str], new: Sequence[str], links: Sequence[Link], gaps: Gaps) -> list[Pair]:
    """Pairs of paragraphs that did not stay as they were: first those with the same words elsewhere, then the edited."""
    gone = set(range(len(old))).difference(i for link in links for i in link.olds)
    come = set(range(len(new))).difference(j for link in links for j in link.news)
    pairs: list[Pair] = []
    for stretch in [*gaps.gaps, Stretch(range(len(old)), range(len(new)))]:
        telling_old = [(old[i], i) for i in stretch.old if i in gone and len(old[i].split()) >= SAYS_SOMETHING]
        telling_new = [(new[j], j) for j in stretch.new if j in come and len(new[j].split()) >= SAYS_SOMETHING]
        again = by_turn(telling_old, telling_new)
        pairs += again
        gone.difference_update(i for i, _ in again)
        come.difference_update(j for _, j in again)
    texts_old, texts_new = {i: Text(old[i]) for i in sorted(gone)}, {j: Text(new[j]) for j in sorted(come)}
    pairs += [
        (i, j)
        for i, j in best_pairs(texts_old, texts_new, gaps.near(gone, come), at_home=EDITED, elsewhere=MOVED)
        if gaps.home((i, j)) is not None or min(len(texts_old[i].words), len(texts_new[j].words)) >= SAYS_SOMETHING
    ]
    return pairs


def _placed(links: Sequence[Link], stretches: Sequence[Stretch]) -> Iterable[Link]:
    """As many links as can be in their place of the same section, the others moved."""
    of_old = {i: n for n, stretch in enumerate(stretches) for i in stretch.old}
    of_new = {j: n for n, stretch in enumerate(stretches) for j in stretch.new}
    within = defaultdict(list)
    for link in links:
        stretch = of_old.get(link.olds[0])
        if stretch is not None and stretch == of_new.get(link.news[0]):
            within[stretch].append((link.olds[0], link.news[0]))
    stayed = {pair for pairs in within.values() for pair in rising(pairs)}
    yield from (replace(link, in_place=(link.olds[0], link.news[0]) in stayed) for link in links)
