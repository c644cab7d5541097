"""Staff can sign in with a real browser, while readers of the public pages pass nothing on."""


def test_the_admins_forms_may_name_their_own_origin(sites, read):
    """Under `no-referrer` a browser sends a form with `Origin: null`, which the check of forms refuses."""
    assert read("set", "/admin/login/")["Referrer-Policy"] == "same-origin"
    assert read("set", "/")["Referrer-Policy"] == "no-referrer"
