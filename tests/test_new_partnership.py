"""A partnership is added by data alone: a fourth one gets a working site."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from . import build

TESTSHIRE = {
    "slug": "testshire",
    "hostname": "testshire.localhost",
    "name": "Testshire Safeguarding Children Partnership",
    "short_name": "Testshire",
    "area": "Testshire",
    "theme": "river",
}


@pytest.fixture
def fixtures(tmp_path) -> Path:
    """The real content files, with a fourth partnership, its contacts and its home page added."""
    folder = tmp_path / "fixtures"
    shutil.copytree(Path(settings.BASE_DIR) / "fixtures", folder)
    partnerships = yaml.safe_load((folder / "partnerships.yaml").read_text())
    (folder / "partnerships.yaml").write_text(yaml.safe_dump([*partnerships, TESTSHIRE]))
    services = [s["slug"] for s in yaml.safe_load((folder / "services.yaml").read_text())]
    contacts = yaml.safe_load((folder / "contacts.yaml").read_text())
    local = {c["service"] for c in contacts if c.get("partnership")}
    channel = [{"kind": "voice", "value": "01234 567890"}]
    contacts += [
        {
            "key": f"testshire-{slug}",
            "service": slug,
            "partnership": "testshire",
            "name": f"Testshire {slug}",
            "channels": channel,
        }
        for slug in services
        if slug in local
    ]
    (folder / "contacts.yaml").write_text(yaml.safe_dump(contacts))
    home = folder / "pages" / "testshire"
    home.mkdir()
    (home / "home.md").write_text(
        "---\ntitle: Welcome to Testshire\nsummary: Safeguarding in Testshire.\n---\n\nHello.\n"
    )
    return folder


def test_testshire_works_at_once(db, fixtures, read):
    """Its home, the shared areas and topics, its own contacts in shared text, search, and a place on SET's front page."""
    build.make_root()
    call_command("load_content", "--from", str(fixtures), stdout=StringIO())
    home = read("testshire", "/").content.decode()
    assert "Welcome to Testshire" in home and TESTSHIRE["name"] in home
    for path in (
        "/parents/",
        "/professionals/",
        "/young-people/11-13/",
        "/topics/",
        "/get-help/",
        "/contacts/",
        "/search/?q=sleep",
    ):
        assert read("testshire", path).status_code == 200, path
    topic = read("testshire", "/parents/bullying/").content.decode()
    assert "01234 567890" in topic and "01702 215007" not in topic
    assert "http://testshire.localhost/" in read("set", "/").content.decode()
    assert "01234 567890" not in read("southend", "/parents/bullying/").content.decode()
