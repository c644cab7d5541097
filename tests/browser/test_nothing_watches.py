"""Nothing watches the reader."""

import pytest

from .conftest import KINDS

pytestmark = pytest.mark.browser

STORED = """async () => [
  Object.keys(localStorage), Object.keys(sessionStorage), await indexedDB.databases(), await caches.keys(), document.cookie
].map((each) => each.length)"""


def test_no_other_host_is_asked_and_nothing_is_stored(page, context, visit):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in KINDS:
        page.goto(visit("southend", path))
        page.wait_for_load_state("networkidle")
        assert page.evaluate(STORED) == [0, 0, 0, 0, 0], path
    assert set(context.asked) == {"southend.localhost"}
    assert context.cookies() == []
    assert [each for each in complaints if not any(gone in each for gone in ("404", "410"))] == [], (
        "the content security policy stopped something"
    )
