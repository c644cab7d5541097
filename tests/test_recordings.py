"""Films and sound: our own play on the page with their words, others' open on their own site; nothing loads from elsewhere."""

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model

from library.models import Media
from portal.groups import collection_of
from portal.models import StandardPage

from . import build, files

FILM = bytes(range(256)) * 40  # 10,240 octets


@pytest.fixture
def film(groups, sites) -> Media:
    collection = collection_of(sites.partnership("southend"))
    return build.make_recording("Harbour film", collection, FILM, captions=ContentFile(b"WEBVTT\n", name="c.vtt"))


def show(sites, *blocks, slug: str = "southend", live: bool = True):
    page = StandardPage(title="Page", slug="page", summary="x", body=list(blocks))
    return build.add(sites.home(slug), page, live)


@pytest.mark.parametrize(("kind", "ending"), [("video", "mp4"), ("audio", "mp3")])
def test_a_recording_of_ours_plays_here_with_its_words(kind, ending, sites, read):
    recording = build.make_recording(
        "Harbour", None, type=kind, ending=ending, captions=ContentFile(b"WEBVTT", name="c.vtt")
    )
    show(sites, ("recording", {"recording": recording}))
    html = read("southend", "/page/").text
    player = re.search(rf"<{kind} .*?</{kind}>", html, re.DOTALL)[0]
    assert 'controls preload="none"' in player and f'src="{recording.url}"' in player
    assert ('<track kind="captions"' in player) == (kind == "video")
    assert "<summary>Transcript" in html and "What Harbour says." in html
    assert "autoplay" not in html and "<iframe" not in html


def test_a_recording_elsewhere_is_a_picture_and_a_link(sites, read):
    """It says which site opens and whose it is; the reader's browser asks nobody but us."""
    still = build.make_image("Still")
    value = {
        "title": "Water",
        "url": "https://www.youtube.com/watch?v=1",
        "publisher": "A charity",
        "length": "4 minutes",
    }
    show(sites, ("elsewhere", {**value, "still": still, "transcript": "<p>Look for flags.</p>"}))
    html = read("southend", "/page/").text
    assert '<a href="https://www.youtube.com/watch?v=1" rel="noreferrer">Water</a>' in html
    assert "Opens youtube.com, from A charity. 4 minutes" in " ".join(html.split())
    assert "Look for flags." in html
    main = html.split("<main")[1].split("</main")[0]
    assert 'alt=""' in re.search(r"<img[^>]*>", main)[0]
    loaded = re.findall(r'(?:src|srcset|poster|data)="([^"]+)"', html)
    assert loaded and all(address.startswith("/") for address in loaded)
    assert get_image_model() is type(still)


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        (None, 200, FILM),
        ("bytes=0-99", 206, FILM[:100]),
        ("bytes=100-", 206, FILM[100:]),
        ("bytes=-100", 206, FILM[-100:]),
        ("bytes=10000-99999", 206, FILM[10000:]),
        ("bytes=-99999", 206, FILM),
        ("bytes=0-0", 206, FILM[:1]),
        ("bytes=10240-", 416, b""),
        ("bytes=5-4", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=0-1,5-6", 200, FILM),
        ("bytes=-", 200, FILM),
        ("bytes=x-y", 200, FILM),
        ("lines=1-2", 200, FILM),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked, status, part, film, sites, client):
    show(sites, ("recording", {"recording": film}))
    headers = {"host": "southend.localhost", **({"range": asked} if asked else {})}
    answer = client.get(film.url, headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, content) == (status, part)
    assert answer["Accept-Ranges"] == "bytes"
    if status == 206:
        first, last, whole = map(int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", answer["Content-Range"]).groups())
        assert (FILM[first : last + 1], whole) == (part, len(FILM))
        assert answer["Content-Length"] == str(len(part))
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(FILM)}"


def test_a_part_of_another_version_is_not_mixed_in(film, sites, client):
    show(sites, ("recording", {"recording": film}))
    ask = {"host": "southend.localhost", "range": "bytes=0-9"}
    etag = client.get(film.url, headers=ask)["ETag"]
    assert client.get(film.url, headers={**ask, "if-range": etag}).status_code == 206
    assert client.get(film.url, headers={**ask, "if-range": '"older"'}).status_code == 200
    assert client.get(film.url, headers={"host": "southend.localhost", "if-none-match": etag}).status_code == 304


def test_recordings_are_served_where_they_are_shown(film, sites, read, sign_in):
    """The same rule as for documents: live pages of the site, staff of the collection, nobody else; captions too."""
    draft, editor = show(sites, ("recording", {"recording": film}), live=False), sign_in("Southend editors")
    for address in (film.url, film.captions_url):
        assert read("southend", address).status_code == 404
        assert editor.get(address).status_code == 200
    draft.live = True
    draft.save()
    assert read("southend", film.url).status_code == 200
    assert read("southend", film.captions_url)["Content-Type"] == "text/vtt; charset=utf-8"
    assert read("thurrock", film.url).status_code == 404
    assert read("southend", f"/recordings/{film.pk}/upload.mp4")["Location"] == film.url
    assert read("southend", f"/media/{film.file.name}").status_code == 404


@pytest.mark.parametrize(
    ("group", "status"), [("Southend editors", 200), ("Thurrock editors", 404), ("SET editors", 404)]
)
def test_staff_get_their_own_recordings(group, status, film, sign_in):
    assert sign_in(group).get(film.url).status_code == status


@pytest.mark.parametrize(
    ("name", "content", "kind", "error"),
    [
        ("a.mp4", files.mp4(), "video", ""),
        ("a.mp3", files.mp3(), "audio", ""),
        ("a.mp4", files.pdf(), "video", "is not a film of the kind"),
        ("a.mp3", files.mp4(), "audio", "is not a sound recording of the kind"),
        ("a.mp4", files.mp4(), "audio", "is not a sound recording"),
        ("a.avi", files.mp4(), "video", "Browsers play files that end in"),
    ],
)
def test_a_recording_is_what_its_name_says(name, content, kind, error, groups, sites, sign_in):
    client = sign_in("Southend editors")
    block = {"key": "a", "text": "Words.", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    transcript = json.dumps({"blocks": [block], "entityMap": {}})
    data = {
        "title": "Film",
        "file": SimpleUploadedFile(name, content),
        "transcript": transcript,
        "language": "en",
        "duration": 0,
    }
    data["collection"] = collection_of(sites.partnership("southend")).pk
    answer = client.post(reverse("wagtailmedia:add", args=[kind]), {**data, "tags": ""})
    if error:
        assert error in str(answer.context["form"].errors["file"])
        assert not Media.objects.exists()
    else:
        assert answer.status_code == 302, answer.context["form"].errors
        assert Media.objects.get().file_size == len(content)


def test_what_is_said_in_a_recording_is_found_on_its_page(sites, read):
    """By what is said in it."""
    recording = build.make_recording("Harbour", transcript="<p>Mind the undertow.</p>")
    page = show(sites, ("recording", {"recording": recording}))
    assert page.title in read("southend", "/search/?q=undertow").content.decode()


def test_captions_are_captions(groups, sites, sign_in):
    data = {
        "title": "Film",
        "file": SimpleUploadedFile("a.mp4", files.mp4()),
        "captions": SimpleUploadedFile("a.vtt", b"1"),
    }
    answer = sign_in("Southend editors").post(reverse("wagtailmedia:add", args=["video"]), data)
    assert "WEBVTT" in str(answer.context["form"].errors["captions"])


def test_a_recording_needs_its_words(groups, sites, sign_in):
    client = sign_in("Southend editors")
    data = {"title": "Film", "file": SimpleUploadedFile("a.mp4", files.mp4()), "duration": 0}
    answer = client.post(reverse("wagtailmedia:add", args=["video"]), data)
    assert "transcript" in answer.context["form"].errors
