"""PR3 over what is shipped: no form on children's pages asks for a name, an age or a story."""

import re

import pytest
import time_machine

from feedback.builder import faults
from feedback.models import ConsultationPage
from topics.models import TopicPage

from . import feedback as saying

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

TYPED = re.compile(r'<textarea|<select|<input(?![^>]*type="(?:hidden|search|submit|radio|checkbox)")[^>]*>')


def test_pr3_no_form_on_childrens_pages_has_anything_to_type(read):
    """Every kind of young people's page: the area, its ages, a topic, and what is wrong with it."""
    slug = TopicPage.objects.live().filter(readers__contains="11-13").values_list("slug", flat=True)[0]
    for path in ("/young-people/", "/young-people/4-7/", f"/young-people/11-13/{slug}/", f"/young-people/{slug}/"):
        page = read("thurrock", path).content.decode()
        link = re.search(r'href="(/feedback/\?[^"]+)"', page).group(1).replace("&amp;", "&")
        for html in (page, read("thurrock", link).content.decode()):
            fields = [found.group() for found in TYPED.finditer(html)]
            assert [each for each in fields if 'name="website"' not in each] == [], path  # the trap, which nobody sees


def test_pr3_no_question_of_a_shipped_consultation_asks_children_who_they_are(read):
    pages = list(ConsultationPage.objects.all())
    assert pages
    for page in pages:
        assert faults(page.questions, page.asks_young_people) == []


def test_the_question_of_2016_is_thurrocks_and_waits_for_its_owners(read):
    with time_machine.travel(saying.OPENED, tick=False):
        html = read("thurrock", "/have-your-say/feeling-safer/").content.decode()
        assert "What would make you feel safer in Thurrock?" in html and "no date has been set" in html
        assert "2016" not in html
        assert read("southend", "/have-your-say/feeling-safer/").status_code == 404
        assert "feeling-safer" not in read("southend", "/have-your-say/").content.decode()
    assert "first and a last day" in ConsultationPage.objects.get(slug="feeling-safer").to_confirm
