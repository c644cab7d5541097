"""NL2, NL3: what every letter carries, as another program reads it from what the mail server received."""

from email.utils import parseaddr
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import override_settings

from portal.models import Partnership
from publications.models import NewsletterPage
from subscriptions import links, sending
from subscriptions.models import Delivery, NewsList

from .ground import laid
from .mailings import being_sent, issue, mail_server, subscribe


@laid
def one_reader(sites):
    """Somebody who wants Southend’s newsletter; its name has a comma and a letter that is not ASCII."""
    subscribe(sites.site("southend"), address="reader@example.org")
    Partnership.objects.filter(site=sites.site("southend")).update(
        name="Southend, Leigh & Café Safeguarding", short_name="Southend", feedback_address="feedback@southend.example"
    )
    issue(sites.home("southend"))


def received_letter(**settings):
    mailing = being_sent(NewsletterPage.objects.get())
    with mail_server(**settings) as received:
        sending.send_some(mailing.pk, mailing.run)
    return received


def test_every_letter_carries_the_ways_to_leave_and_nothing_that_watches(one_reader, sites):
    """Both headers on one line each as the standards have them; the addresses in the body are those in the headers."""
    received = received_letter()
    [letter] = received.read()
    delivery = Delivery.objects.get()
    assert parseaddr(letter["From"]) == ("Southend, Leigh & Café Safeguarding", "portal@set.example")
    assert letter["To"] == "reader@example.org"
    assert letter["Reply-To"] == "feedback@southend.example"
    assert letter["Subject"] == "Summer issue"
    assert letter["Message-ID"] == f"<{delivery.key}@set.example>"
    assert letter["List-Id"] == "Southend newsletter <newsletter.southend.localhost>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] is None

    web, box = (each.strip().strip("<>") for each in letter["List-Unsubscribe"].split(","))
    assert web.startswith("http://southend.localhost/newsletters/unsubscribe/")
    token = urlsplit(web).path.split("/")[-2]
    assert links.read(links.UNSUBSCRIBE, token) == [
        str(delivery.subscriber.key),
        sites.site("southend").pk,
        NewsList.NEWSLETTER,
    ]
    assert urlsplit(box).path == "leave@set.example"
    assert parse_qs(urlsplit(box).query) == {"subject": [f"unsubscribe {delivery.key}"]}

    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    for part in (text, html):
        words = part.get_content()
        assert web in words and "/newsletters/preferences/" in words
        assert "You get this because you asked for the newsletter of Southend." in words
        assert "[[" not in words and "<img" not in words
    assert "\n.a line that begins with a dot\n" in text.get_content().replace("\r\n", "\n")

    _, raw = received.messages[0]
    assert b"=?" not in raw.split(b"List-Unsubscribe:", 1)[1].split(b"\r\n", 1)[0]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998  # RFC 5322


def test_a_sending_service_is_told_to_watch_nobody_and_which_letter_it_is(one_reader):
    """NL3: no tracking of opening or clicks. Its webhook names the delivery, so that it needs no address."""
    with override_settings(EMAIL_BACKEND="anymail.backends.test.EmailBackend"):
        mailing = being_sent(NewsletterPage.objects.get())
        sending.send_some(mailing.pk, mailing.run)
    [message] = mail.outbox
    sent = message.anymail_test_params
    delivery = Delivery.objects.get()
    assert delivery.state == "sent"
    assert (sent["track_opens"], sent["track_clicks"]) == (False, False)
    assert sent["metadata"] == {"delivery": str(delivery.key)}
    assert sent["extra_headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


SIGNED = (
    "DKIM-Signature: v=1; a=rsa-sha256; d=set.example; s=one;\r\n"
    " h=From:To:Subject:List-Unsubscribe:\r\n  List-Unsubscribe-Post; bh=x; b=y\r\n"
)


def check(tmp_path: Path, raw: str) -> tuple[list[str], bool]:
    """What the command finds wrong, and whether it ends well."""
    file, out = tmp_path / "letter.eml", StringIO()
    file.write_bytes(raw.encode())
    try:
        call_command("check_letter", str(file), stdout=out)
        well = True
    except CommandError:
        well = False
    return [line[7:] for line in out.getvalue().splitlines() if line.startswith("WRONG")], well


def test_a_received_letter_can_be_checked(one_reader, tmp_path):
    """NL2: the deployment check, on what another mailbox got. Each fault is named, and makes the command end with 1."""
    _, raw = received_letter().messages[0]
    ours = raw.decode().replace("<http://southend", "<https://southend")
    assert check(tmp_path, SIGNED + ours) == ([], True)
    wrong, well = check(tmp_path, ours)
    assert not well and wrong == ["a DKIM signature", "the signature’s h= names both headers"]
    faults = {
        "the signature’s h= names both headers": (SIGNED + ours).replace(":List-Unsubscribe:\r\n  List-Unsubscribe-Post", ""),
        "List-Unsubscribe has one https address, in angle brackets": SIGNED + ours.replace("<https://", "<http://"),
        "List-Unsubscribe-Post is “List-Unsubscribe=One-Click”": SIGNED + ours.replace("=One-Click", "=Perhaps"),
        "a plain-text part": SIGNED + ours.replace("text/plain", "text/calendar"),
        "every picture has an alt text: 1 of 1 have none": SIGNED + ours.replace("<h1>", "<img src='https://a.example/p'><h1>"),
        "no picture that looks like a tracking pixel": SIGNED + ours.replace("<h1>", "<img alt='' width=1 src='//a.b'><h1>"),
    }  # fmt: skip
    for fault, letter in faults.items():
        wrong, well = check(tmp_path, letter)
        assert fault in wrong and not well, fault
    long = SIGNED + ours.replace("<h1>", "<h1>" + "<p>more</p>\r\n" * 9000)
    assert check(tmp_path, long)[0][0].startswith("at most 100 KB of HTML")


GOOD = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "mail.example",
    "EMAIL_USE_TLS": True,
    "DEFAULT_FROM_EMAIL": "portal@set.example",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, set()),
        ({"EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend"}, set()),
        ({"EMAIL_BACKEND": "portal.postbox.EmailBackend"}, {"subscriptions.E001"}),
        ({"EMAIL_USE_TLS": False}, {"subscriptions.W002"}),
        ({"EMAIL_USE_TLS": False, "EMAIL_HOST": "localhost"}, set()),
        ({"DEFAULT_FROM_EMAIL": "webmaster@localhost"}, {"subscriptions.E003"}),
        ({"UNSUBSCRIBE_MAILBOX": "nonsense"}, {"subscriptions.E003"}),
    ],
)
def test_what_a_public_installation_needs_is_checked(sites, changed, told):
    """`manage.py check --deploy`."""
    with override_settings(**{**GOOD, **changed}):
        found = {each.id for each in run_checks(include_deployment_checks=True) if each.id.startswith("subscriptions.")}
    assert found - {"subscriptions.W004"} == told
    assert "subscriptions.W004" in found  # the sites of the tests are on port 80
