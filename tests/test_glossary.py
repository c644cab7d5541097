"""The glossary: kept by SET's publishers, read on every site, loaded from a file."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from portal.models import Term
from portal.search.known import Known

from . import build


def url(name: str, *args) -> str:
    return reverse(Term.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("SET publishers", True),
        ("Administrators", True),
        ("SET editors", False),
        ("Southend publishers", False),
        ("Southend editors", False),
    ],
)
def test_who_may_write_terms(sites, sign_in, group, may):
    browser = sign_in(group)
    answer = browser.post(
        url("add"), {"term": "Early help", "short": "EH", "meaning": "Help.", "slug": "eh", "order": "1"}
    )
    assert Term.objects.filter(slug="eh").exists() == may, answer.content.decode()[:2000]


def test_a_new_term_serves_the_next_search(sites, sign_in, read):
    """It is in force once saved."""
    build.make_standard(sites.home("set"), "Duty", "duty", "Female genital mutilation")
    assert "Nothing found" in read("southend", "/search/?q=fgm").content.decode()
    build.make_term("FGM", "Female genital mutilation")
    assert 'href="/duty/"' in read("southend", "/search/?q=fgm").content.decode()


def test_a_term_must_not_hold_a_telephone_number(sites, sign_in):
    """As no text for readers may."""
    build.make_contact("lado", "LADO", "01375 652921", sites.site("thurrock"))
    sign_in("SET publishers").post(
        url("add"), {"term": "LADO", "short": "", "meaning": "Call 01375 652921.", "slug": "lado", "order": "1"}
    )
    assert not Term.objects.exists()


@pytest.mark.parametrize("slug", ["set", "southend"])
def test_the_page_lists_every_meaning_by_the_alphabet(sites, read, slug):
    """Each at its own place; a term without a meaning serves searches only."""
    build.make_term("LADO", "Local authority designated officer", "Oversees allegations.")
    build.make_term("", "Early help", "Help before it is worse.")
    Term.objects.create(slug="caf", short="CAF", term="Common Assessment Framework")
    main = read(slug, "/glossary/").content.decode().split("<main")[1]
    assert main.index('id="early-help"') < main.index('id="lado"')
    assert "Oversees allegations." in main and "Common Assessment Framework" not in main
    assert 'href="/search/?q=LADO"' in main


def test_the_shipped_terms_are_loaded_once_and_a_persons_edit_stays(shipped):
    term = Term.objects.get(slug="fgm")
    assert (term.short, term.term) == ("FGM", "Female genital mutilation")
    assert Known.now().ways[("fgm",)][0] == "female genital mutilation"
    term.meaning = "Changed by a person."
    term.save()
    term.save_revision()
    call_command("load_content", verbosity=0)
    term.refresh_from_db()
    assert term.meaning == "Changed by a person."
