"""Staff can sign in with a real browser, while readers of the public pages pass nothing on."""

from wagtail.models import PageViewRestriction

from . import build


def test_the_admins_forms_may_name_their_own_origin(sites, read):
    """Under `no-referrer` a browser sends a form with `Origin: null`, which the check of forms refuses."""
    assert read("set", "/admin/login/")["Referrer-Policy"] == "same-origin"
    assert read("set", "/")["Referrer-Policy"] == "no-referrer"


def test_the_form_of_a_private_page_may_name_its_own_origin(sites, read):
    """The password asked for a private page can be sent; the pages themselves pass nothing on."""
    page = build.make_standard(sites.home("set"), "Private", "private")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert read("southend", "/private/")["Referrer-Policy"] == "same-origin"
