"""Milliseconds of comparing two versions of a document, few pages and many, edited and wholly different.

    python bench/comparison.py --rounds 5

Needs no database. The documents are made of the same invented words every time.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from procedures.comparison import Section, compare_documents

LINES = 40
Pages = list[Section]


def document(pages: int, seed: int, line: Callable[[random.Random], str]) -> Pages:
    """Pages with a running head, forty lines and a number."""
    chance = random.Random(seed)
    return [
        Section("", f"page {n}", ["Lost property", *(line(chance) for _ in range(LINES)), f"Page {n}"])
        for n in range(1, pages + 1)
    ]


def prose(words: int) -> Callable[[random.Random], str]:
    """Lines of about twelve words out of so many, the common ones often, as in any language."""
    shares = [1 / rank for rank in range(1, words + 1)]

    def line(chance: random.Random) -> str:
        chosen = chance.choices(range(words), shares, k=chance.randint(8, 16))
        return " ".join(f"w{word}" for word in chosen).capitalize() + "."

    return line


def same_lines(chance: random.Random) -> str:
    return chance.choice(["Yes.", "No.", "Not known.", "The table goes on."])


def edited(pages: Pages, seed: int = 7) -> Pages:
    """A copy in which one line in ten has other words, one in fifty is gone, one in fifty new and one in a hundred moved."""
    chance = random.Random(seed)
    lines = [line for page in pages for line in page.paragraphs[1:-1]]
    result: list[str] = []
    moved: list[str] = []
    for line in lines:
        draw = chance.random()
        words = line.split()
        if draw < 0.1:
            words[chance.randrange(len(words))] = "amended"
        elif draw < 0.12:
            continue
        elif draw < 0.14:
            result.append(f"Wholly new text number {len(result)} with some more of its own words {chance.random()}.")
        elif draw < 0.15:
            moved.append(line)
            continue
        result.append(" ".join(words))
    for line in moved:
        result.insert(chance.randrange(len(result)), line)
    cut = [result[n : n + LINES] for n in range(0, len(result), LINES)]
    return [Section("", f"page {n}", ["Lost property", *page, f"Page {n}"]) for n, page in enumerate(cut, 1)]


def cases(pages: int) -> dict[str, tuple[Pages, Pages]]:
    """Pairs of versions by what is hard about them."""
    first = document(pages, 1, prose(5000))
    table = document(pages, 1, same_lines)
    return {
        "the same": (first, first),
        "edited": (first, edited(first)),
        "every line edited": (first, document(pages, 1, lambda chance: prose(5000)(chance) + " Amended.")),
        "wholly different": (first, document(pages, 2, prose(5000))),
        "few words, different": (document(pages, 1, prose(60)), document(pages, 2, prose(60))),
        "four lines, repeated": (table, document(pages, 2, same_lines)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for pages in (10, 100, 500):
        for name, (old, new) in cases(pages).items():
            taken = []
            for _ in range(rounds):
                began = time.perf_counter()
                compare_documents(old, new)
                taken.append((time.perf_counter() - began) * 1000)
            print(f"{pages:4} pages, {name:22} {statistics.median(taken):9.1f} ms", flush=True)


if __name__ == "__main__":
    main()
