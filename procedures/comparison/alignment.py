"""What two sequences have in common, in order. The work grows with the length, however the two differ."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

SMALL = 10_000  # pairs of places at which difflib, quadratic, still costs nothing
ROUNDS = 30

Pair = tuple[int, int]


def in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Places of equal items in both, rising in both.

    Items that stand once on each side are the anchors; between two anchors the same again, until the stretch is small
    enough for difflib. A long stretch without such items pairs the first with the first, the second with the second.
    """
    found: list[Pair] = []
    stretches = [(0, len(old), 0, len(new), 0)]
    while stretches:
        a, a_end, b, b_end, rounds = stretches.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            found.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        anchors = _anchors(old, new, range(a, a_end), range(b, b_end)) if rounds < ROUNDS else []
        if anchors:
            found += anchors
            edges = [(a - 1, b - 1), *anchors, (a_end, b_end)]
            stretches += [(left[0] + 1, right[0], left[1] + 1, right[1], rounds + 1) for left, right in pairwise(edges)]
        elif (a_end - a) * (b_end - b) <= SMALL:
            blocks = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False).get_matching_blocks()
            found += [(a + block.a + n, b + block.b + n) for block in blocks for n in range(block.size)]
        else:
            found += _by_turn(old, new, range(a, a_end), range(b, b_end))
    return sorted(found)


def rising(pairs: Iterable[Pair]) -> list[Pair]:
    """The longest choice of these pairs that rises on both sides. No place may occur twice on a side."""
    tails: list[int] = []
    tail_pairs: list[Pair] = []
    before: dict[Pair, Pair | None] = {}
    for pair in sorted(pairs):
        at = bisect_left(tails, pair[1])
        before[pair] = tail_pairs[at - 1] if at else None
        tails[at : at + 1] = [pair[1]]
        tail_pairs[at : at + 1] = [pair]
    chosen: list[Pair] = []
    last = tail_pairs[-1] if tail_pairs else None
    while last:
        chosen.append(last)
        last = before[last]
    return chosen[::-1]


def by_turn(old: Iterable[tuple[Hashable, int]], new: Iterable[tuple[Hashable, int]]) -> list[Pair]:
    """Places of equal items wherever they stand: of each item the first with the first, the second with the second."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for item, place in new:
        places[item].append(place)
    waiting = {item: iter(found) for item, found in places.items()}
    pairs = ((place, next(waiting.get(item, iter(())), None)) for item, place in old)
    return [(a, b) for a, b in pairs if b is not None]


def _by_turn(old: Sequence, new: Sequence, a: range, b: range) -> list[Pair]:
    return rising(by_turn(((old[i], i) for i in a), ((new[j], j) for j in b)))


def _anchors(old: Sequence, new: Sequence, a: range, b: range) -> list[Pair]:
    counts_old, counts_new = Counter(old[i] for i in a), Counter(new[j] for j in b)
    once = {item for item, count in counts_old.items() if count == 1 and counts_new.get(item) == 1}
    places = {new[j]: j for j in b if new[j] in once}
    return rising((i, places[old[i]]) for i in a if old[i] in once)
