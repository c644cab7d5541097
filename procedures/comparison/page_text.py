"""The running text of a document, taken out of its pages: no running heads, no sentence cut in two by a line or a page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

EDGE = 3  # paragraphs from the top and from the foot of a page among which running heads are looked for
LONGEST = 3000  # letters; what would be longer is no sentence cut in two but a list without stops
NUMBER = re.compile(r"\d{1,4}")
PRINTED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\N{SOFT HYPHEN}": None})
ENDS = (".", ":", ";", "?", "!", "”", '"')

Placed = tuple[int, str]


def running_text(pages: Sequence[Sequence[str]]) -> tuple[list[Placed], list[str]]:
    """Each paragraph with the index of the page it begins on; and what was left out, as it reads where it first stands.

    Left out is what stands at the top or the foot of more than half of at least three pages, alike but for the number
    of the page. A paragraph that ends without a stop is joined with the next one if that goes on in small letters.
    Letters that printers draw as one, such as ﬁ, are told apart.
    """
    tidy = [[text for each in page if (text := " ".join(each.translate(PRINTED).split()))] for page in pages]
    heads = _running_heads(tidy)
    left_out: dict[str, str] = {}
    runs: list[list[Placed]] = []
    for index, page in enumerate(tidy):
        edges = _edges(page)
        for place, text in enumerate(page):
            head = next((form for form in _forms(text, index) if form in heads), None) if place in edges else None
            if head:
                left_out.setdefault(head, text)
            elif runs and text[0].islower() and not runs[-1][-1][1].endswith(ENDS):
                runs[-1].append((index, text))
            else:
                runs.append([(index, text)])
    return [placed for run in runs for placed in _joined(run)], list(left_out.values())


def _joined(run: list[Placed]) -> list[Placed]:
    whole = " ".join(text for _, text in run)
    return [(run[0][0], whole)] if len(whole) <= LONGEST else run


def _running_heads(pages: Sequence[Sequence[str]]) -> set[str]:
    counts: Counter[str] = Counter()
    for index, page in enumerate(pages):
        counts.update({form for place in _edges(page) for form in _forms(page[place], index)})
    return {form for form, count in counts.items() if len(pages) >= 3 and count > len(pages) / 2}


def _edges(page: Sequence[str]) -> set[int]:
    return {*range(min(EDGE, len(page))), *range(max(len(page) - EDGE, 0), len(page))}


def _forms(text: str, index: int) -> Iterator[str]:
    """The text itself, and with each of its numbers in turn told as its distance from the page's place."""
    yield text
    for found in NUMBER.finditer(text[:200]):
        yield f"{text[: found.start()]}\0{int(found[0]) - index}{text[found.end() :]}"
