"""Two versions compared: their sections and paragraphs matched, and told in the order of the newer one."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .alignment import Pair, rising
from .likeness import Segment, word_by_word
from .matching import Link, Stretch, linked
from .page_text import running_text
from .sections import Section, paired
from .told import Became, ComparedSection, Comparison, Paragraph

WORDS = 20_000_000  # pairs of words, old by new, that one comparison looks at to mark edits word by word
NONE = range(0)
Placed = tuple[Sequence[int], Sequence[int], Paragraph]
NOTHING: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())


def compare_chapters(old: Sequence[Section], new: Sequence[Section]) -> Comparison:
    """What changed from one version of a chapter to another, section by section."""
    old, new = _tidy(old), _tidy(new)
    here, there = _Side.of_sections(old), _Side.of_sections(new)
    pairs, stayed = _same_sections(old, new)
    told = _Told(here, there, pairs, [Stretch(here.span(a), there.span(b)) for a, b in pairs])
    before, after = dict(pairs), {b: a for a, b in pairs}
    sections = []
    for olds, news in merged([((a,), (b,)) for a, b in sorted(stayed)], range(len(old)), range(len(new))):
        if not news and olds[0] not in before:
            found = told.paragraphs(Stretch(here.span(olds[0]), NONE))
            sections.append(ComparedSection(old[olds[0]].heading, old[olds[0]].number, found, removed=True))
        elif news and news[0] not in after:
            found = told.paragraphs(Stretch(NONE, there.span(news[0])))
            sections.append(ComparedSection(new[news[0]].heading, new[news[0]].number, found, new=True))
        elif news:
            a, b = after[news[0]], news[0]
            found = told.paragraphs(Stretch(here.span(a), there.span(b)))
            sections.append(_both(old[a], new[b], (a + 1, b + 1), (a, b) not in stayed, found))
    return Comparison(sections)


def compare_documents(old: Sequence[Section], new: Sequence[Section]) -> Comparison:
    """What changed from one version of a document to another, its pages given as sections.

    The text is compared as one, because pages break elsewhere after every change. A paragraph is told under the page it
    begins on now; a removed one under the page it stood on, or the nearest that keeps it between what it stood between.
    """
    (old_text, old_heads), (new_text, new_heads) = (
        running_text([page.paragraphs for page in side]) for side in (old, new)
    )
    here, there = _Side(old, old_text), _Side(new, new_text)
    whole = Stretch(range(len(old_text)), range(len(new_text)))
    told = _Told(here, there, [], [whole])
    shown = new or old
    pages: dict[int, list[Paragraph]] = {}
    page = 0
    for (olds, news, paragraph), following in _with_page_ahead(told.told(whole), there.sections, len(shown) - 1):
        page = there.sections[news[0]] if news else min(max(page, here.sections[olds[0]]), following)
        if paragraph.became == Became.REMOVED and (stood := here.name(olds[0])) != str(shown[page]):
            paragraph = replace(paragraph, place=stood)
        pages.setdefault(page, []).append(paragraph)
    sections = [ComparedSection(shown[n].heading, shown[n].number, found) for n, found in sorted(pages.items())]
    return Comparison(sections, left_out=list(dict.fromkeys(old_heads + new_heads)), unit="page")


def merged(
    links: Iterable[tuple[Sequence[int], Sequence[int]]], old: range, new: range
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Both sides in one order: what both have together, and before it what only the old and then what only the new has."""
    i, j = old.start, new.start
    for olds, news in [*links, NOTHING]:
        i_end, j_end = (olds[0], news[0]) if olds else (old.stop, new.stop)
        yield from (((each,), ()) for each in range(i, i_end))
        yield from (((), (each,)) for each in range(j, j_end))
        if olds:
            yield olds, news
            i, j = olds[-1] + 1, news[-1] + 1


def _with_page_ahead(told: Iterable[Placed], pages: Sequence[int], last: int) -> list[tuple[Placed, int]]:
    """Each paragraph with the page of the next one that stands in the new version, itself included."""
    found = []
    for placed in reversed(list(told)):
        last = pages[placed[1][0]] if placed[1] else last
        found.append((placed, last))
    return found[::-1]


def _tidy(sections: Sequence[Section]) -> list[Section]:
    return [
        replace(each, paragraphs=tuple(text for one in each.paragraphs if (text := " ".join(one.split()))))
        for each in sections
    ]


def _same_sections(old: Sequence[Section], new: Sequence[Section]) -> tuple[list[Pair], set[Pair]]:
    """The pairs, and those of them that kept their place among the others. Backwards tells the same."""
    if [(each.paragraphs, str(each), each.key) for each in new] < [
        (each.paragraphs, str(each), each.key) for each in old
    ]:
        pairs, stayed = _same_sections(new, old)
        return [(a, b) for b, a in pairs], {(a, b) for b, a in stayed}
    pairs = paired(old, new)
    return pairs, set(rising(pairs))


def _both(old: Section, new: Section, places: tuple[int, int], moved: bool, found: list[Paragraph]) -> ComparedSection:
    numbers = (old.number, new.number) if old.number != new.number else tuple(map(str, places))
    return ComparedSection(
        new.heading,
        new.number,
        found,
        moved=moved,
        was=old.heading if old.heading.split() != new.heading.split() else None,
        was_number=old.number if old.number != new.number else "",
        was_place=numbers[0] or str(places[0]),
        place=numbers[1] or str(places[1]),
    )


class _Side:
    """The paragraphs of a version one after another, and of each the section it stands in."""

    def __init__(self, sections: Sequence[Section], placed: Iterable[tuple[int, str]]):
        self.all_sections = sections
        self.sections: list[int] = []
        self.texts: list[str] = []
        for section, text in placed:
            self.sections.append(section)
            self.texts.append(text)

    @classmethod
    def of_sections(cls, sections: Sequence[Section]) -> "_Side":
        return cls(sections, ((n, text) for n, section in enumerate(sections) for text in section.paragraphs))

    def span(self, section: int) -> range:
        """The places of a section's paragraphs."""
        return range(bisect_left(self.sections, section), bisect_right(self.sections, section))

    def name(self, place: int) -> str:
        """What the section is called in which the paragraph stands."""
        return str(self.all_sections[self.sections[place]])


class _Told:
    """What became of each paragraph, told stretch by stretch."""

    def __init__(self, here: _Side, there: _Side, pairs: Iterable[Pair], stretches: Sequence[Stretch]):
        self.here, self.there, self.same_section = here, there, set(pairs)
        self.words_left = WORDS
        if here.texts <= there.texts:
            links = linked(here.texts, there.texts, stretches)
        else:  # so that backwards tells the same
            turned = linked(there.texts, here.texts, [Stretch(each.new, each.old) for each in stretches])
            links = [Link(link.news, link.olds, link.in_place) for link in turned]
        links.sort(key=lambda link: link.news)
        self.in_place = {link.olds[0]: link for link in links if link.in_place}
        moves = list(enumerate((link for link in links if not link.in_place), 1))
        self.left = {link.olds[0]: (number, link) for number, link in moves}
        self.moved = {link.news[0]: (number, link) for number, link in moves}

    def paragraphs(self, stretch: Stretch) -> list[Paragraph]:
        return [paragraph for _, _, paragraph in self.told(stretch)]

    def told(self, stretch: Stretch) -> Iterator[Placed]:
        """The paragraphs of a stretch with their places; those of one that stayed as it was are told one by one."""
        links = [self.in_place[i] for i in stretch.old if i in self.in_place] if stretch.new else []
        for olds, news in merged([(link.olds, link.news) for link in links], stretch.old, stretch.new):
            if olds and news:
                before, after = self._text(self.here, olds), self._text(self.there, news)
                if before == after:
                    for j in news:
                        yield olds, (j,), Paragraph(Became.SAME, (Segment("equal", self.there.texts[j]),))
                else:
                    yield olds, news, self._edited(Became.CHANGED, before, after)
            elif olds:
                yield olds, news, self._gone(olds[0])
            else:
                yield olds, news, self._come(news[0])

    def _gone(self, i: int) -> Paragraph:
        text = self.here.texts[i]
        if i not in self.left:
            return Paragraph(Became.REMOVED, (Segment("delete", text),))
        number, link = self.left[i]
        place = "" if self._within(link) else self.there.name(link.news[0])
        return Paragraph(Became.LEFT, (Segment("equal", text),), place, number)

    def _come(self, j: int) -> Paragraph:
        text = self.there.texts[j]
        if j not in self.moved:
            return Paragraph(Became.ADDED, (Segment("insert", text),))
        number, link = self.moved[j]
        place = "" if self._within(link) else self.here.name(link.olds[0])
        return replace(self._edited(Became.MOVED, self.here.texts[link.olds[0]], text), place=place, move=number)

    def _edited(self, became: Became, before: str, after: str) -> Paragraph:
        if before == after:
            return Paragraph(became, (Segment("equal", after),))
        self.words_left -= len(before.split()) * len(after.split())
        segments = word_by_word(before, after) if self.words_left > 0 else None
        whole = (Segment("delete", before), Segment("insert", after))
        return Paragraph(became, segments or whole, word_by_word=segments is not None)

    def _within(self, link: Link) -> bool:
        return (self.here.sections[link.olds[0]], self.there.sections[link.news[0]]) in self.same_section

    @staticmethod
    def _text(side: _Side, places: Sequence[int]) -> str:
        return " ".join(side.texts[place] for place in places)
