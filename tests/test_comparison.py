"""PD3: what changed from one version of a procedure to another, paragraph by paragraph and word by word."""

import random
from collections.abc import Iterable
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.comparison import (
    Became,
    ComparedSection,
    Comparison,
    Section,
    compare_chapters,
    compare_documents,
    likeness,
)

NAME = "Ask the child for a name and a telephone number."
TIME = "Write the time down in the book by the door."
STAY = "Stay with the child until somebody from home comes."
WARM = "Give the child a blanket and something warm to drink."
ELSE = "Lost keys go to the box behind the reception desk."


def chapter(*paragraphs: str) -> list[Section]:
    return [Section("only", "Only section", paragraphs)]


def pages(*texts: list[str]) -> list[Section]:
    return [Section("", f"page {number}", text) for number, text in enumerate(texts, 1)]


def told(comparison: Comparison) -> list[str]:
    """The paragraphs, each as what became of it and its words, `[-deleted-]` and `{+inserted+}`."""
    signs = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return [
        f"{paragraph.became}: " + "".join(signs[each.kind].format(each.text) for each in paragraph.segments)
        for section in comparison.sections
        for paragraph in section.paragraphs
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param([NAME, TIME], [NAME, TIME], [f"same: {NAME}", f"same: {TIME}"], id="nothing changed"),
        pytest.param([NAME], [f"  Ask the\nchild {NAME[14:]} "], [f"same: {NAME}"], id="white space is no change"),
        pytest.param(
            ["Ring the desk at once."],
            ["Ring the duty desk at once."],
            ["changed: Ring the{+ duty+} desk at once."],
            id="a word inserted",
        ),
        pytest.param(
            ["Ring the desk at once."],
            ["Ring the office at once."],
            ["changed: Ring the[- desk-]{+ office+} at once."],
            id="a word replaced",
        ),
        pytest.param(
            ["Ring the desk at once."],
            ["Ring the desk, at once!"],
            ["changed: Ring the desk{+,+} at once[-.-]{+!+}"],
            id="only punctuation",
        ),
        pytest.param(
            ["The child must see a nurse."],
            ["the child MUST see a nurse."],
            ["changed: [-The-]{+ the+} child[- must-]{+ MUST+} see a nurse."],
            id="only capitals",
        ),
        pytest.param(
            ["Staff maybe ask."],
            ["Staff may be ask."],
            ["changed: Staff[- maybe-]{+ may be+} ask."],
            id="a space in a word",
        ),
        pytest.param(
            ["Do not touch the door."],
            ["Do touch the door."],
            ["changed: Do[- not-] touch the door."],
            id="the word that matters most",
        ),
        pytest.param(
            ["Over £3.50, reply by 10:30."],
            ["Over £3.60, reply by 10:45."],
            ["changed: Over[- £3.50-]{+ £3.60+}, reply by[- 10:30-]{+ 10:45+}."],
            id="a sum or a time is one word",
        ),
        pytest.param(
            [NAME, STAY],
            [NAME, "Nobody opens cupboards on Sundays.", STAY],
            [f"same: {NAME}", "added: {+Nobody opens cupboards on Sundays.+}", f"same: {STAY}"],
            id="a paragraph added",
        ),
        pytest.param([NAME, STAY], [NAME], [f"same: {NAME}", f"removed: [-{STAY}-]"], id="a paragraph removed"),
        pytest.param(
            [NAME], [ELSE], [f"removed: [-{NAME}-]", f"added: {{+{ELSE}+}}"], id="too little in common for word by word"
        ),
        pytest.param(
            [STAY, NAME, TIME],
            [NAME, TIME, STAY],
            [f"left: {STAY}", f"same: {NAME}", f"same: {TIME}", f"moved: {STAY}"],
            id="a paragraph moved",
        ),
        pytest.param(
            [STAY, NAME, TIME],
            [NAME, TIME, STAY.replace("somebody", "a parent")],
            [
                f"left: {STAY}",
                f"same: {NAME}",
                f"same: {TIME}",
                "moved: Stay with the child until[- somebody-]{+ a parent+} from home comes.",
            ],
            id="a paragraph moved and edited",
        ),
        pytest.param([f"{NAME} {TIME}"], [NAME, TIME], [f"same: {NAME}", f"same: {TIME}"], id="divided in two"),
        pytest.param([NAME, TIME], [f"{NAME} {TIME}"], [f"same: {NAME} {TIME}"], id="joined to one"),
        pytest.param(
            [f"{NAME} {STAY}"],
            [NAME, STAY.replace("home", "work")],
            [f"changed: {NAME}[- {STAY}-]", f"added: {{+{STAY.replace('home', 'work')}+}}"],
            id="divided and edited is told whole",
        ),
        pytest.param([], [NAME], [f"added: {{+{NAME}+}}"], id="out of nothing"),
        pytest.param([NAME], [], [f"removed: [-{NAME}-]"], id="into nothing"),
        pytest.param(
            ["Yes.", "No.", "Yes."], ["Yes.", "Yes."], ["same: Yes.", "removed: [-No.-]", "same: Yes."], id="short"
        ),
        pytest.param(["א ב ג ד ה"], ["א ב ו ד ה"], ["changed: א ב[- ג-]{+ ו+} ד ה"], id="right to left"),
    ],
)
def test_paragraphs(old, new, expected):
    """A reader learns exactly which words went and came, and what only stands elsewhere."""
    assert told(compare_chapters(chapter(*old), chapter(*new))) == expected


FIRST = Section("a", "Purpose", [NAME, TIME], "1")
SECOND = Section("b", "Waiting", [STAY, WARM], "2")
THIRD = Section("c", "Keys", [ELSE], "3")


@pytest.mark.parametrize(
    ("new", "labels"),
    [
        ([FIRST, SECOND, THIRD], {"Purpose": [], "Waiting": [], "Keys": []}),
        ([FIRST, Section("b", "Staying", SECOND.paragraphs, "2"), THIRD], {"Staying": ["renamed"]}),
        ([FIRST, Section("x", "Waiting", [STAY, WARM], "2"), THIRD], {"Waiting": []}),
        ([FIRST, Section("x", "Staying", [STAY, WARM], "2"), THIRD], {"Staying": ["renamed"]}),
        ([FIRST, Section("b", "Waiting", [STAY], "2"), THIRD], {"Waiting": ["changed"]}),
        ([FIRST, THIRD], {"Waiting": ["removed"]}),
        (
            [FIRST, Section("d", "Coats", ["Coats hang on hooks."], "2"), Section("b", "Waiting", [STAY, WARM], "3")],
            {"Coats": ["new"], "Waiting": ["was 2, now 3"], "Keys": ["removed"]},
        ),
        (
            [Section("c", "Keys", [ELSE], "1"), Section("a", "Purpose", [NAME, TIME], "2"), SECOND],
            {"Keys": ["moved from 3 to 1"], "Purpose": ["was 1, now 2"], "Waiting": []},
        ),
        (
            [Section("c", "Lost keys", [ELSE, "Sign."], "1"), Section("a", "Purpose", [NAME, TIME], "2"), SECOND],
            {"Lost keys": ["changed", "renamed", "moved from 3 to 1"], "Waiting": []},
        ),
    ],
)
def test_sections(new, labels):
    """A section is the same one by its key, its heading or its words, whatever else became of it."""
    found = {section.heading: section.labels for section in compare_chapters([FIRST, SECOND, THIRD], new).sections}
    assert {heading: found[heading] for heading in labels} == labels


def test_another_number_alone_is_no_change():
    """Otherwise one inserted section would make all that follow look changed."""
    shifted = [Section("new", "Coats", ["Coats hang on hooks."], "1"), Section("a", "Purpose", [NAME, TIME], "2")]
    comparison = compare_chapters([FIRST], shifted)
    assert [section.heading for section in comparison.changed] == ["Coats"]
    assert [section.heading for section in comparison.unchanged] == ["Purpose"]


def test_a_paragraph_moved_to_another_section_names_both():
    """It is not told as removed here and added there, and the two places point to each other."""
    new = [Section("a", "Purpose", [NAME], "1"), Section("b", "Waiting", [STAY, TIME, WARM], "2")]
    first, second = compare_chapters([FIRST, SECOND], new).sections
    left = next(each for each in first.paragraphs if each.became == Became.LEFT)
    moved = next(each for each in second.paragraphs if each.became == Became.MOVED)
    assert (left.place, moved.place, left.move, moved.move) == ("2 Waiting", "1 Purpose", 1, 1)
    assert not moved.edited


def test_a_paragraph_saved_from_a_removed_section_is_moved():
    first, second = compare_chapters([FIRST, SECOND], [Section("a", "Purpose", [NAME, TIME, STAY], "1")]).sections
    assert [each.became for each in first.paragraphs] == [Became.SAME, Became.SAME, Became.MOVED]
    assert (second.labels, [each.became for each in second.paragraphs]) == (["removed"], [Became.LEFT, Became.REMOVED])


def test_long_unchanged_stretches_are_folded():
    """The paragraph before and the one after a change stay in sight."""
    lines = [f"Locker number {number} belongs to somebody." for number in range(20)]
    section = compare_chapters(chapter(*lines), chapter(*lines[:10], NAME, *lines[10:])).sections[0]
    assert [(run.folded, len(run.paragraphs)) for run in section.runs] == [(True, 9), (False, 3), (True, 9)]


def test_the_pages_of_a_document_may_break_elsewhere():
    """A sentence that runs over the page, and text that slid to the next one, are no changes; heads and feet are none."""
    things = ["shoes", "coats", "lunch boxes", "wet towels"]
    lines = [line for thing in things for line in (f"A locker may hold {thing} and", f"socks. Label all {thing}.")]
    old = pages(*(["Lost property", *lines[n : n + 2], f"Issue 1, page {n // 2 + 1}"] for n in range(0, 8, 2)))
    new = pages(*(["Lost property 2", *lines[n : n + 3]] for n in range(0, 8, 3)))
    comparison = compare_documents(old, new)
    assert comparison.changed == []
    assert comparison.left_out == ["Lost property", "Issue 1, page 1", "Lost property 2"]


def test_a_change_in_a_document_is_told_under_its_page_of_today():
    old = pages([NAME, TIME], [STAY, ELSE], [WARM])
    new = pages([NAME, "Nobody opens cupboards on Sundays."], [TIME], [STAY], [WARM.replace("warm", "hot")])
    comparison = compare_documents(old, new)
    assert [section.heading for section in comparison.changed] == ["page 1", "page 3", "page 4"]
    removed = comparison.changed[1].paragraphs[-1]
    assert (removed.became, removed.place) == (Became.REMOVED, "page 2")


def test_a_document_without_text_is_compared_all_the_same():
    """A scan has pages and no words."""
    assert [each.heading for each in compare_documents(pages([NAME], []), pages()).changed] == ["page 1"]
    assert compare_documents(pages([], []), pages([])).sections == []


def test_too_long_for_word_by_word_is_said():
    """A paragraph of thousands of other words is shown whole, before and after, rather than marked after a long wait."""
    old, new = (" ".join(["Lost keys.", *(f"{word}{n}" for n in range(900)), *["again"] * 900]) for word in ("a", "b"))
    comparison = compare_chapters(chapter(old), chapter(new))
    assert comparison.unmarked
    assert told(comparison) == [f"changed: [-{old}-]{{+{new}+}}"]


WORDS = st.sampled_from(
    ("the", "a", "child", "lost", "key", "door", ",", ".", "book", "ring", "–", "(yes)", "don’t", "3.5")
)
PARAGRAPHS = st.lists(WORDS, max_size=9).map(" ".join)
KEYS = st.sampled_from(["", "a", "b", "c"])
SECTIONS = st.builds(Section, KEYS, PARAGRAPHS, st.lists(PARAGRAPHS, max_size=6), st.sampled_from(["", "1", "2"]))
VERSIONS = st.lists(SECTIONS, max_size=4)
patiently = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def read_back(section: ComparedSection, kind: str, elsewhere: Became) -> str:
    """A section as it was or is: what stayed and what only that version has, where it stood in that version."""
    return plain(
        "".join(each.text for each in paragraph.segments if each.kind in ("equal", kind))
        for paragraph in section.paragraphs
        if paragraph.became != elsewhere
    )


def plain(paragraphs: Iterable[str]) -> str:
    return " ".join(" ".join(paragraphs).split())


@patiently
@given(VERSIONS, VERSIONS)
def test_both_versions_can_be_read_from_the_comparison(old, new):
    """No word is lost or invented: the comparison has all of the old version and all of the new one."""
    comparison = compare_chapters(old, new)
    before = [read_back(section, "delete", Became.MOVED) for section in comparison.sections if not section.new]
    after = [read_back(section, "insert", Became.LEFT) for section in comparison.sections if not section.removed]
    assert sorted(before) == sorted(plain(section.paragraphs) for section in old)
    assert after == [plain(section.paragraphs) for section in new]


@patiently
@given(VERSIONS)
def test_nothing_changed_from_a_version_to_itself(version):
    assert compare_chapters(version, version).changed == []


@patiently
@given(VERSIONS, VERSIONS)
def test_backwards_tells_the_same(old, new):
    """What was added is removed, what moved moves back, and as many paragraphs changed."""
    there, back = compare_chapters(old, new), compare_chapters(new, old)
    turned = {Became.ADDED: Became.REMOVED, Became.REMOVED: Became.ADDED, Became.SAME: None}
    counts = {turned.get(became, became): count for became, count in there.counts.items() if became != Became.SAME}
    assert counts == {became: count for became, count in back.counts.items() if became != Became.SAME}
    assert len(there.changed) == len(back.changed)


@patiently
@given(st.lists(st.lists(PARAGRAPHS, max_size=4), max_size=2), st.lists(st.lists(PARAGRAPHS, max_size=4), max_size=2))
def test_both_documents_can_be_read_from_the_comparison(old, new):
    """The same for documents, over the breaks of their pages."""
    comparison = compare_documents(pages(*old), pages(*new))
    before, after = (
        " ".join(filter(None, (read_back(section, *which) for section in comparison.sections)))
        for which in (("delete", Became.MOVED), ("insert", Became.LEFT))
    )
    assert before == plain(chain.from_iterable(old))
    assert after == plain(chain.from_iterable(new))


@pytest.mark.parametrize("words", [5000, 40, 2])
def test_the_work_grows_with_the_length_only(words, monkeypatch):
    """Two wholly different documents ten times as long take about ten times as many comparisons of paragraphs."""
    asked = []
    alike = likeness.alike
    monkeypatch.setattr(likeness, "alike", lambda old, new: asked.append(1) or alike(old, new))

    def work(lines: int) -> int:
        asked.clear()
        chance = random.Random(words)
        old, new = ([" ".join(f"w{chance.randrange(words)}" for _ in range(9)) for _ in range(lines)] for _ in "ab")
        compare_documents(pages(old), pages(new))
        return len(asked)

    assert work(2000) <= 25 * 2000
    assert work(2000) <= 15 * max(work(200), 1000)
