"""Small content files of a test's own, and the command that loads them."""

import shutil
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from . import build


def make(folder: Path) -> Path:
    """A few content files: four partnerships, two services, one contact, one need, one resource, three pages."""
    build.make_root()
    (folder / "pages" / "set" / "topics").mkdir(parents=True)
    (folder / "pages" / "southend" / "topics").mkdir(parents=True)
    shutil.copy(settings.BASE_DIR / "fixtures" / "partnerships.yaml", folder)
    (folder / "services.yaml").write_text(
        "- {slug: children-front-door, name: Front door}\n- {slug: emergency, name: Emergency}\n"
    )
    (folder / "contacts.yaml").write_text(
        "- key: hub\n  service: children-front-door\n  name: The Hub\n  channels:\n"
        '    - {kind: voice, value: "01702 215007", menu: [Press 1]}\n'
        '  former_numbers: [{number: "0845 606 1212", note: old}]\n'
    )
    (folder / "needs.yaml").write_text(
        "- slug: anything\n  heading: Get help\n  routes:\n    - who: parents\n      services: [emergency, children-front-door]\n"
        "      advice: Just call.\n    - services: [children-front-door]\n"
    )
    (folder / "resources.yaml").write_text("- {slug: leaflet, title: A leaflet, kind: leaflet, partnership: set}\n")
    pages = folder / "pages" / "set"
    (pages / "home.md").write_text("---\ntitle: Home\nsummary: Home.\n---\nWelcome to [topics](/topics/).\n")
    (pages / "topics.md").write_text("---\ntitle: Topics\nsummary: All.\n---\n")
    (pages / "topics" / "water.md").write_text(
        "---\ntitle: Water\nsummary: Near water.\ntheme: everyday\ncovers: [a-1]\n---\n\n# Parents\n\n## First\n\n"
        "Call {{children-front-door}} or see [home](/).\n\n::: resources\n- leaflet\n:::\n\n"
        "# Young people\n\n## Swim {8-10 11-13}\n\nStay near a grown-up.\n"
    )
    (folder / "pages" / "southend" / "topics" / "water.md").write_text(
        "---\ntitle: Water in Southend\nsummary: Here.\ntype: note\naudiences: [parents]\n---\nMind the tide.\n"
    )
    return folder


def load(folder: Path, *options: str) -> str:
    """What `load_content` says of that folder."""
    out = StringIO()
    call_command("load_content", "--from", str(folder), *options, stdout=out)
    return out.getvalue()
