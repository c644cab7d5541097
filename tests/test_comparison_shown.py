"""PD3: how readers meet a comparison, on screen, on paper, and spoken."""

import re

import pytest
from django.template.loader import render_to_string

from procedures.comparison import Section, compare_chapters, compare_documents

OLD = [
    Section("a", "Purpose", ["Ring the front desk at once.", "This is for everybody who works here."], "1"),
    Section("b", "Keys", [f"Key {number} hangs on hook {number} by the door." for number in range(9)], "2"),
    Section("c", "Words used", ["A finder is whoever found it."], "3"),
]
NEW = [
    Section("a", "Purpose", ["Ring the duty manager at once."], "1"),
    Section("d", "Coats <b>", ["Coats & hats hang on hooks."], "2"),
    Section("b", "Keys", [*OLD[1].paragraphs, "This is for everybody who works here."], "3"),
    Section("c", "Words used", ["A finder is whoever found it."], "4"),
]


def shown(comparison) -> str:
    html = render_to_string("procedures/comparison.html", {"comparison": comparison})
    return re.sub(r"\s+", " ", html)


@pytest.fixture(scope="module")
def html() -> str:
    return shown(compare_chapters(OLD, NEW))


def test_it_begins_with_a_sentence_of_counts(html):
    expected = "2 sections changed and 1 section added. 1 paragraph changed, 1 paragraph added and 1 paragraph moved."
    assert expected in html


def test_what_changed_is_listed_first_and_every_link_leads_somewhere(html):
    """The contents name the changed sections only; those without a change are named at the end, without their text."""
    contents = html[html.index("<nav") : html.index("</nav>")]
    assert re.findall(r"<a [^>]*>([^<]*)</a>", contents) == ["1 Purpose", "2 Coats &lt;b&gt;", "3 Keys"]
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'id="([^"]+)"', html))
    assert html.index("Not changed") > html.index("Coats &amp; hats")
    assert "4 Words used" in html
    assert "A finder is" not in html


def test_changed_words_are_marked_and_said(html):
    """`del` and `ins` for the eye, and words for those who hear the page; spaces are not part of the mark."""
    spoken = re.sub(r"<[^>]+>", "", html)
    assert re.search(r"Ring the <del>.*front desk.*</del> <ins>.*duty manager.*</ins> at once\.", html)
    assert "[removed: front desk end of removed]" in spoken
    assert "[added: duty manager end of added]" in spoken


def test_a_moved_paragraph_links_to_where_it_was(html):
    """Both places are told, by name, and neither as an addition or a removal."""
    assert re.search(r'Moved here</strong> <a href="#left-1">From “1 Purpose”</a>', html)
    assert re.search(r'id="left-1".*<a href="#moved-1">To “3 Keys”</a>', html)
    assert not re.search(r"<(ins|del)>[^<]*This is for everybody", html)


def test_what_did_not_change_is_folded_without_script(html):
    assert re.search(r"<details[^>]*> <summary>8 paragraphs without a change</summary>", html)


def test_two_versions_with_the_same_words():
    assert "The words of the two versions are the same." in shown(compare_chapters(OLD, OLD))


def test_a_document_speaks_of_pages_and_says_what_it_leaves_out():
    old = [Section("", f"page {n}", ["Lost property", text]) for n, text in enumerate(("One.", "Two.", "Three."), 1)]
    new = [Section("", f"page {n}", ["Lost property", text]) for n, text in enumerate(("One.", "Two.", "Four."), 1)]
    html = shown(compare_documents(old, new))
    assert "1 page changed." in html
    assert "are not compared" in html


def test_a_paragraph_moved_in_a_document_names_its_pages():
    """The page it is on, and the one it was on in the earlier version, which may have the same number."""
    texts = [f"Key {number} hangs on hook {number} by the door." for number in range(6)]
    old = [Section("", f"page {n}", texts[2 * n - 2 : 2 * n]) for n in (1, 2, 3)]
    moved = [*texts[1:], texts[0]]
    new = [Section("", f"page {n}", moved[2 * n - 2 : 2 * n]) for n in (1, 2, 3)]
    html = shown(compare_documents(old, new))
    assert "From page 1 of the earlier version" in html
    assert "To page 3" in html
