"""Mail on a developer's machine: written to a folder, shown at `/inbox/`, and never so in production."""

import os
import subprocess
import sys
from types import ModuleType

import pytest
from django.conf import settings as ours
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from portal import inbox, urls

from . import build


@pytest.fixture
def post(settings, tmp_path):
    """The portal as `portal.settings.dev` has it."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    with_inbox = ModuleType("with_inbox")
    with_inbox.urlpatterns = [*inbox.urlpatterns, *urls.urlpatterns]
    with_inbox.handler404, with_inbox.handler500 = urls.handler404, urls.handler500
    settings.ROOT_URLCONF = with_inbox


def write(subject: str = "Please confirm") -> None:
    message = EmailMultiAlternatives(
        subject,
        "Confirm here: http://southend.localhost/newsletters/confirm/abc:1/. Thank you.",
        "portal@set.example",
        ["reader@example.org"],
        headers={"List-Unsubscribe": "<http://southend.localhost/u/1/>, <mailto:leave@set.example>"},
    )
    message.attach_alternative("<html><head></head><body><p style='color:red'>Hello</p></body></html>", "text/html")
    mail.get_connection("portal.postbox.EmailBackend").send_messages([message])


def test_every_message_is_in_the_inbox_with_its_text_links_and_headers(sites, post, read):
    """The newest first; usable without a script; the letter itself in a frame that may do nothing."""
    assert "There is no mail yet" in read("set", "/inbox/").content.decode()
    write("The first")
    write("The <second>")
    listed = read("southend", "/inbox/").content.decode()
    assert listed.index("The &lt;second&gt;") < listed.index("The first")
    name = inbox.files()[0].stem
    page = read("southend", f"/inbox/{name}/").content.decode()
    assert '<a href="http://southend.localhost/newsletters/confirm/abc:1/">' in page
    assert '<a href="http://southend.localhost/u/1/">' in page
    assert "<dt>List-Unsubscribe</dt>" in page and "Confirm here:" in page
    assert f'src="/inbox/{name}/html/"' in page and 'sandbox="allow-popups' in page
    frame = read("southend", f"/inbox/{name}/html/")
    assert b"<p style='color:red'>Hello</p>" in frame.content
    policy = frame.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src") and "script-src" not in policy
    assert "unsafe-inline" not in read("southend", f"/inbox/{name}/").headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["nothing", "..%2f..%2fsecret", "x" * 300, "?page=99", "?page=x"])
def test_odd_addresses_are_not_found(sites, post, read, path):
    write()
    assert read("set", f"/inbox/{path}{'' if path.startswith('?') else '/'}").status_code == 404


def test_it_answers_on_the_same_machine_alone(sites, post, client):
    """Whoever comes from elsewhere, on a network that reaches the port, finds nothing."""
    write()
    name = inbox.files()[0].stem
    for path in ("/inbox/", f"/inbox/{name}/", f"/inbox/{name}/html/"):
        for address, status in (("127.0.0.1", 200), ("192.0.2.7", 404)):
            answer = client.get(path, headers={"host": build.host("set")}, REMOTE_ADDR=address)
            assert answer.status_code == status, (path, address)


def test_the_public_installation_has_no_inbox_and_sends_by_what_it_is_told(sites, read):
    """Not in the addresses of these settings, nor of production's; any provider by two variables."""
    assert read("set", "/inbox/").status_code == 404
    asked = "s.MAIL_FOLDER, s.EMAIL_BACKEND, s.ANYMAIL, [p for p in portal.urls.public_urls if 'inbox' in str(p)]"
    code = f"import django; django.setup(); import portal.urls; from django.conf import settings as s; print(({asked}))"
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "set.example",
        "DATABASE_URL": "postgres://portal:secret@database/portal",
        "EMAIL_PROVIDER": "mailgun",
        "ANYMAIL": '{"MAILGUN_API_KEY": "key"}',
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ours.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    told = (None, "anymail.backends.mailgun.EmailBackend", {"MAILGUN_API_KEY": "key"}, [])
    assert done.stdout.strip() == str(told)
