"""Subscribers in the admin, and lists taken over: who may see an address, and that none is written where it stays (NL4, PR1)."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from subscriptions import existing_list, leaving
from subscriptions.models import Consent, Subscriber, Subscription, Suppression

from .subscriptions import make_subscriber, make_suppressed

LIST = "/admin/subscribers/"
SOURCE = "Paper forms of the 2024 conference, kept by the business team"


def test_comms_look_up_one_person(sites, sign_in):
    """Comms and administrators find a person by their address or three letters of it, see what is held, take it out, take the
    person off or erase them; each asks first. What was done is in the history by number, without an address."""
    southend = sites.site("southend")
    people = [
        make_subscriber(sites, f"{name}@example.org", ("southend", "newsletter"), ("set", "topic", "sea"))
        for name in ("ann", "bob", "cara", "dan")
    ]
    for group, (left, erased) in {"Comms": people[:2], "Administrators": people[2:]}.items():
        client = sign_in(group)
        assert LIST in client.get("/admin/").content.decode()
        page = client.get(LIST).content.decode()
        assert "@example.org" not in page and f"<td>{Subscriber.objects.count()}</td>" in page and "Topics" in page
        for words in ("an", "", "@", "nobody@example.org", "a\0b", "x" * 400):
            assert "ann@example.org" not in client.post(LIST, {"words": words}).content.decode()
        assert left.address in client.post(LIST, {"words": left.address[:4].upper()}).content.decode()
        path = reverse("subscriber", args=[left.pk])
        page = client.get(path)
        assert left.address in page.content.decode() and "no-store" in page["Cache-Control"]
        assert json.loads(client.post(path, {"do": "export"}).content)["address"] == left.address
        assert "Yes, unsubscribe" in client.post(path, {"do": "leave"}).content.decode()
        client.post(path, {"do": "nothing"})
        assert Subscriber.objects.filter(pk=left.pk).exists()
        assert client.post(path, {"do": "leave", "sure": "yes"}).status_code == 302
        client.post(reverse("subscriber", args=[erased.pk]), {"do": "erase", "sure": "yes"})
        assert not Subscriber.objects.filter(pk__in=[left.pk, erased.pk]).exists()
        assert client.get(path).status_code == 404
        assert "@" not in "".join(str(message) for message in client.get(LIST).context["messages"])
    assert sorted(Suppression.objects.values_list("reason", flat=True)) == ["erased"] * 2 + ["unsubscribed"] * 2
    rows = list(ModelLogEntry.objects.order_by("pk").values("action", "label", "data", "object_id"))
    assert len(rows) == 6 and "@" not in str(rows) and rows[0]["label"] == f"Subscriber {people[0].pk}"
    assert southend


def test_a_suppression_is_lifted_with_a_reason(sites, sign_in):
    """Whoever lifts it says why, without an address; nobody is subscribed by it."""
    make_suppressed("back@example.org", "bounced")
    client, found = sign_in("Comms"), Suppression.objects.get()
    page = client.post(LIST, {"words": " BACK@example.org"}).content.decode()
    path = reverse("subscribers_lift", args=[found.pk])
    assert path in page and "does not exist" in page
    for why in ("", "back@example.org rang"):
        assert client.post(path, {"why": why}).status_code == 200
    client.get(path)
    assert leaving.is_refused("back@example.org")
    assert client.post(path, {"why": "They rang: it works again"}).status_code == 302
    assert not leaving.is_suppressed("back@example.org") and not Subscriber.objects.exists()
    assert "They rang" in str(ModelLogEntry.objects.get().data)


def test_nobody_else_sees_an_address(sites, sign_in):
    """ES1: partnerships’ editors and publishers, SET’s too, are refused everywhere, and nothing changes."""
    subscriber = make_subscriber(sites)
    make_suppressed("back@example.org")
    paths = [
        LIST, reverse("subscriber", args=[subscriber.pk]), reverse("subscribers_lift", args=[Suppression.objects.get().pk]),
        reverse("subscribers_import"),
    ]  # fmt: skip
    for group in ("Southend publishers", "Southend editors", "SET publishers"):
        client = sign_in(group)
        assert LIST not in client.get("/admin/").content.decode()
        for path in paths:
            for answer in (
                client.get(path),
                client.post(path, {"do": "erase", "sure": "yes", "words": "reader", "why": "x"}),
            ):
                assert answer.status_code in (302, 403, 404) and "reader@example.org" not in answer.content.decode()
                assert answer.status_code != 302 or answer["Location"].endswith("/admin/")
    assert Subscriber.objects.exists() and Suppression.objects.exists()


def test_an_existing_list_is_taken_over(sites, tmp_path, capsys, django_assert_max_num_queries):
    """A dry run says what would happen, by line; then the same happens once, with where the consent is recorded; nobody who
    left is added. No address is printed."""
    make_suppressed("gone@example.org", "unsubscribed")
    make_subscriber(sites, "known@example.org", ("southend", "newsletter"))
    make_subscriber(sites, "other@example.org", ("essex", "newsletter"))
    file = tmp_path / "list.csv"
    lines = [
        "Name,E-mail",
        "Ann,Ann@Example.org ",
        "Bob,bob at home",
        '"C,\nD",ann@example.org',
        "X,gone@example.org",
        "Y,known@example.org",
        ",,",
        "Z,other@example.org",
        "W,",
    ]
    file.write_text("\ufeff" + "\r\n".join(lines), newline="")
    options = ["import_subscribers", str(file), "--site", "southend", "--source", SOURCE, "--list", "newsletter"]
    call_command(*options, "--dry-run")
    said = capsys.readouterr().out
    assert "     1 new\n" in said and "1 known" in said and "1 subscribers who get" in said and "@" not in said
    assert "address (line 3, 10)" in said and "(line 5)" in said and "(line 6)" in said and "dry run" in said
    assert Subscriber.objects.count() == 2
    for number in range(2):
        call_command(*options)
        assert ("     1 new\n" in capsys.readouterr().out) == (number == 0)
        assert Subscriber.objects.count() == 3 and Subscription.objects.count() == 4 and Consent.objects.count() == 4
    assert not Subscriber.objects.filter(address="gone@example.org").exists()
    taken = Consent.objects.filter(how="import")
    assert {row.source for row in taken} == {SOURCE} and taken.first().wishes == [
        [sites.site("southend").pk, "newsletter", ""]
    ]

    many = [(number, f"a{number}@example.org") for number in range(1000)]
    with django_assert_max_num_queries(25):
        assert (
            len(existing_list.take_over(many, sites.site("essex"), [existing_list.NewsList.EVENTS], SOURCE).new) == 1000
        )


def test_a_bad_file_is_refused(sites, tmp_path):
    """Naming the file and the line, before anything is done."""
    file = tmp_path / "list.csv"
    table = {
        b"": "line 1: no column", b"name\nAnn": "line 1: no column", b"email,e-mail\na,b": "line 1: more than one",
        b"email\na@example.org\n\xff\xfe": "line 3: not in UTF-8", b"email\na\0b": "line 2: not a text file",
        b"email\na@example.org,b@example.org": "line 2: more cells", b'email\n"a@example.org': "line 2: cannot be read as CSV",
    }  # fmt: skip
    for content, words in table.items():
        file.write_bytes(content)
        with pytest.raises(CommandError) as refused:
            call_command(
                "import_subscribers", str(file), "--site", "southend", "--source", SOURCE, "--list", "newsletter"
            )
        assert words in str(refused.value) and "list.csv" in str(refused.value), content
        assert "@" not in str(refused.value)
    file.write_bytes(b"email\na@example.org")
    for change in (["--site", "nowhere"], ["--source", "no"], ["--list", "topic"]):
        options = {"--site": "southend", "--source": SOURCE, "--list": "newsletter", change[0]: change[1]}
        with pytest.raises(CommandError):
            call_command("import_subscribers", str(file), *(part for pair in options.items() for part in pair))
    with pytest.raises(CommandError):
        call_command(
            "import_subscribers",
            str(tmp_path / "none.csv"),
            "--site",
            "southend",
            "--source",
            SOURCE,
            "--list",
            "newsletter",
        )
    assert not Subscriber.objects.exists()


def test_a_list_is_taken_over_in_the_admin(sites, sign_in):
    """The same by two steps: what would happen, then one button for exactly that."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, path = sign_in("Comms"), reverse("subscribers_import")

    def send(content: bytes, **more):
        data = {"site": sites.site("essex").pk, "lists": ["newsletter"], "source": SOURCE, **more}
        return client.post(path, {"file": SimpleUploadedFile("list.csv", content, "text/csv"), **data})

    assert client.get(path).status_code == 200
    assert "no column" in send(b"name\nAnn").content.decode()
    assert "at least 10" in send(b"email\na@example.org", source="none").content.decode()
    page = send(b"email\na@example.org\nnobody")
    assert "Nothing has been changed yet" in page.content.decode() and not Subscriber.objects.exists()
    assert client.post(path, {"shown": "forged"}).status_code == 302 and not Subscriber.objects.exists()
    assert client.post(path, {"shown": page.context["shown"]}).status_code == 302
    assert Subscriber.objects.get().address == "a@example.org" and Consent.objects.get().source == SOURCE
    assert "@" not in str(list(ModelLogEntry.objects.values()))
