"""The structure of groups is a forest whatever the records say: each group once, no other named."""

from dataclasses import dataclass

import pytest

from governance.tree import depth, forest, steps


@dataclass(frozen=True)
class Group:
    pk: int
    reports_to: int | None = None
    order: int = 100
    title: str = ""


def drawn(*groups: Group) -> str:
    """`1(2(3)4)`: as the nested lists say it."""
    found = ""
    for step in steps(forest(groups)):
        found += ("(" if step.opens else " ") + str(step.group.pk) + ")" * step.closes
    return found


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], ""),
        ([Group(1)], "(1)"),
        ([Group(2, 1), Group(1), Group(3, 2), Group(4, 1)], "(1(2(3) 4))"),
        ([Group(1), Group(2, 1, order=9), Group(3, 1, order=1)], "(1(3 2))"),
        ([Group(1, title="b"), Group(2, title="A")], "(2 1)"),
        ([Group(1, 99), Group(2, 1)], "(1(2))"),
        ([Group(1, 1)], "(1)"),
        ([Group(1, 2), Group(2, 1)], "(1(2))"),
        ([Group(1, 3), Group(2, 1), Group(3, 2), Group(4, 3), Group(5)], "(1(2(3(4))) 5)"),
    ],
    ids=["none", "one", "levels", "order", "title", "missing", "itself", "two in a ring", "three in a ring, one below"],
)
def test_each_group_has_exactly_one_place(groups, expected):
    """By place and title; a missing superior and a ring put a group at the top."""
    assert drawn(*groups) == expected


def test_a_chain_of_thousands_is_no_trouble():
    """Neither to the forest nor to the lists: nothing calls itself."""
    groups = [Group(number, number - 1) for number in range(3000)]
    branches = forest(groups)
    lines = steps(branches)
    assert (len(lines), depth(branches), lines[-1].closes) == (3000, 3000, 3000)


@pytest.mark.parametrize("groups", [[Group(n, (n * 7) % 40) for n in range(40)], [Group(n, n // 3) for n in range(40)]])
def test_lists_that_open_are_closed(groups):
    """And every group is in them once."""
    text = drawn(*groups)
    assert text.count("(") == text.count(")")
    assert sorted(map(int, text.replace("(", " ").replace(")", " ").split())) == list(range(40))
