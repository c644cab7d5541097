"""What the sending service tells: letters that came back, complaints, with its signature checked (NL4)."""

import base64
import hashlib
import hmac
import json
import time

import pytest
import time_machine

from subscriptions import leaving
from subscriptions.models import Delivery, Mailing, SignUp, Subscriber, Suppression

from .subscriptions import make_signup, make_subscriber, make_suppressed

NOW = "2026-11-26T12:00:00+00:00"
KEY, SECRET = "key-of-a-test", "service:secret-of-a-test"
MAILGUN = {"EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend", "ANYMAIL": {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}}
POSTMARK = {"EMAIL_BACKEND": "anymail.backends.postmark.EmailBackend", "ANYMAIL": {"WEBHOOK_SECRET": SECRET}}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as at:
        yield at


@pytest.fixture
def configure(settings):
    def change(values: dict) -> None:
        for name, value in values.items():
            setattr(settings, name, value)

    return change


def of_mailgun(event: str, address: str, key: str = KEY, at: float | None = None, **more) -> dict:
    """What Mailgun sends: the event, and beside it a signature of its time and token."""
    stamp, token = str(int(at or time.time())), "t" * 50
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    data = {
        "event": event,
        "timestamp": at or time.time(),
        "id": "Ase7i2zsRYeDXztHGENqRA",
        "recipient": address,
        "log-level": "error",
        "message": {"headers": {"to": address, "message-id": "20261126@mg.example.org", "from": "set@example.org"}},
        "delivery-status": {"code": 550, "message": f"550 5.1.1 <{address}>: no such user", "description": ""},
        "user-variables": {},
        **more,
    }
    return {"signature": {"timestamp": stamp, "token": token, "signature": signature}, "event-data": data}


def of_postmark(record: str, address: str, **more) -> dict:
    return {
        "RecordType": record, "MessageStream": "broadcast", "ID": 4323372036854775807, "Email": address,
        "Recipient": address, "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483", "BouncedAt": "2026-11-26T11:59:00Z",
        "Details": "Test", "Subject": "Autumn", **more,
    }  # fmt: skip


def tell(client, service: str, said, secret: str = "", **kwargs):
    auth = {"authorization": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
    return client.post(
        f"/letters/events/{service}/",
        said if isinstance(said, str) else json.dumps(said),
        "application/json",
        headers=auth,
        **kwargs,
    )


def test_a_service_that_signs(sites, client, configure, clock, caplog):
    """Hard bounces and complaints take the address off at once, and off what it had asked for; what may be better tomorrow,
    and what was delivered, changes nothing. Forged or unsigned calls are refused; a replayed one does nothing more."""
    configure(MAILGUN)
    table = [
        ("delivered", {}, None),
        ("opened", {}, None),
        ("failed", {"severity": "temporary", "reason": "generic"}, None),
        ("failed", {"severity": "permanent", "reason": "bounce"}, "bounced"),
        ("complained", {}, "complained"),
        ("unsubscribed", {}, "unsubscribed"),
    ]
    for number, (event, more, reason) in enumerate(table):
        address = f"a{number}@example.org"
        subscriber = make_subscriber(sites, address)
        delivery = Delivery.objects.create(
            mailing=Mailing.objects.create(kind="newsletter"), subscriber=subscriber, state="sent"
        )
        said = of_mailgun(event, address.upper(), **more, **{"user-variables": {"delivery": str(delivery.key)}})
        forged = [
            of_mailgun(event, address, key="another", **more),
            {"event-data": said["event-data"]},
            "nonsense",
            [],
            {},
        ]
        for each in forged:
            assert 400 <= tell(client, "mailgun", each).status_code < 500
        assert Subscriber.objects.filter(address=address).exists()
        for _ in range(2):
            assert tell(client, "mailgun", said).status_code == 200
        assert leaving.is_suppressed(address) == (reason is not None)
        assert Subscriber.objects.filter(address=address).exists() == (reason is None), event
        delivery.refresh_from_db()
        assert bool(delivery.reason) == (reason is not None) and "@" not in delivery.reason
    assert sorted(Suppression.objects.values_list("reason", flat=True)) == ["bounced", "complained", "unsubscribed"]
    assert "@example.org" not in caplog.text

    make_signup(sites, "typo@example.org")
    bounce = {"severity": "permanent", "reason": "bounce"}
    tell(client, "mailgun", of_mailgun("failed", "typo@example.org", **bounce))
    assert not SignUp.objects.exists() and leaving.is_refused("typo@example.org"), "the letter that asks came back"
    tell(client, "mailgun", of_mailgun("unsubscribed", "typo@example.org"))
    assert leaving.is_refused("typo@example.org"), "a weaker reason does not open the door"
    tell(client, "mailgun", of_mailgun("failed", "staff@example.org", **bounce))
    assert not leaving.is_suppressed("staff@example.org"), "of addresses that are not ours nothing is kept"

    old = of_mailgun("complained", "back@example.org")
    clock.shift(3600)
    back = make_subscriber(sites, "back@example.org", since=leaving.moment())
    assert tell(client, "mailgun", old).status_code == 200 and Subscriber.objects.filter(pk=back.pk).exists()
    clock.shift(8 * 24 * 3600)
    old = of_mailgun("complained", "back@example.org", at=time.time() - 7.5 * 24 * 3600)
    assert tell(client, "mailgun", old).status_code == 200 and Subscriber.objects.filter(pk=back.pk).exists()


def test_a_service_with_a_password(sites, client, configure):
    """The same of one that shows a password; without a password in the settings nobody is heard."""
    configure(POSTMARK)
    table = [
        ("Delivery", {"DeliveredAt": "2026-11-26T11:59:00Z"}, False),
        ("Bounce", {"Type": "SoftBounce", "TypeCode": 4096}, False),
        ("Bounce", {"Type": "Transient", "TypeCode": 2}, False),
        ("Bounce", {"Type": "AutoResponder"}, False),
        ("Bounce", {"Type": "HardBounce", "TypeCode": 1, "Inactive": True}, True),
        ("Bounce", {"Type": "BadEmailAddress"}, True),
        ("SpamComplaint", {"Type": "SpamComplaint", "TypeCode": 512}, True),
        ("SubscriptionChange", {"SuppressSending": True, "SuppressionReason": "ManualSuppression"}, True),
        ("SubscriptionChange", {"SuppressSending": False}, False),
    ]
    for number, (record, more, goes) in enumerate(table):
        address = f"a{number}@example.org"
        make_subscriber(sites, address)
        said = of_postmark(record, address, **more)
        for secret in ("", "service:wrong"):
            assert tell(client, "postmark", said, secret).status_code == 400
        assert not leaving.is_suppressed(address)
        for _ in range(2):
            assert tell(client, "postmark", said, SECRET).status_code == 200
        assert leaving.is_suppressed(address) == goes, (record, more)
    for odd in ("nonsense", "[]", "{}", "null", '"x"', '{"RecordType": "Inbound"}', "\u00ff" * 9):
        assert tell(client, "postmark", odd, SECRET).status_code in (200, 400), odd
    configure({"ANYMAIL": {}})
    assert tell(client, "postmark", of_postmark("Bounce", "a0@example.org", Type="HardBounce")).status_code == 404


def test_only_the_service_in_use_is_heard(sites, client, configure):
    """Any other address below is 404, also where nothing sends at all; each service’s own way to say “soft” is understood."""
    for backend, paths in {
        "django.core.mail.backends.smtp.EmailBackend": ["mailgun", "postmark", "x"],
        MAILGUN["EMAIL_BACKEND"]: ["postmark", "sendgrid", "mailgun-inbound"],
        "anymail.backends.test.EmailBackend": ["test"],
    }.items():
        configure({**MAILGUN, "EMAIL_BACKEND": backend})
        for name in paths:
            assert tell(client, name, of_mailgun("complained", "a@example.org")).status_code == 404
    configure(MAILGUN)
    assert client.get("/letters/events/mailgun/").status_code == 405
    assert client.head("/letters/events/mailgun/").status_code == 200

    from subscriptions.bounces import is_soft

    soft = [
        {"event": "soft_bounce"}, {"event": "bounce", "hard_bounce": False}, {"event": "bounce", "type": "blocked"},
        {"msys": {"message_event": {"type": "bounce", "bounce_class": "22"}}}, {"bounce": {"bounceType": "Transient"}},
        {"type": "activity.soft_bounced", "data": []}, {"data": {"bounce": {"type": "Transient"}}},
    ]  # fmt: skip
    hard = [
        {"event": "hard_bounce"}, {"event": "bounce", "hard_bounce": True}, {"event": "bounce", "type": "bounce"},
        {"msys": {"message_event": {"type": "bounce", "bounce_class": "10"}}}, {"bounce": {"bounceType": "Permanent"}},
        None, "x", [],
    ]  # fmt: skip
    assert [is_soft(each) for each in (*soft, *hard)] == [True] * len(soft) + [False] * len(hard)
    make_suppressed("a@example.org")
