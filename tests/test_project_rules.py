"""The rules of the house that a reader of the code should be able to take for granted."""

import ast
import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

from portal.models import BasePage

ROOT = settings.BASE_DIR
OURS = [config for config in apps.get_app_configs() if Path(config.path).parent == ROOT]
KERNEL = "portal"
MAY_NAME_ALL = {"content"}
COMPOSITION = {"portal/urls.py", "portal/settings"}
PAGE_TYPES = [model for model in apps.get_models() if issubclass(model, BasePage) and model is not BasePage]
# Names of the registries that packages come from, put together here so that this file does not name them either.
HOSTS = "|".join(("pypi", "npmjs", "pythonhosted", "yarnpkg", "docker", "ghcr", "quay"))
REGISTRIES = re.compile(rf"({HOSTS})\.(org|com|io|dev)\b")
NOT_OURS = re.compile(
    r"(^|/)(node_modules|vendor|dist|build|\.venv|__pycache__)/|\.min\.(js|css)$|\.(woff2?|ttf|map|pyc|sqlite3)$"
)


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository that are or would be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in sorted(set(listed)) if (ROOT / name).is_file()]


def modules() -> list[Path]:
    return [path for config in OURS for path in tracked(f"{config.label}/*.py") if "migrations" not in path.parts]


def apps_imported(path: Path) -> set[str]:
    """Our apps that the module imports, however deep in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module)
    return {name.split(".")[0] for name in names} & {config.label for config in OURS}


def test_the_kernel_imports_no_app_and_apps_import_only_the_kernel():
    """What is shared goes through `portal`; what is another app's is named by string or template tag."""
    wrong = []
    for path in modules():
        app, place = path.relative_to(ROOT).parts[0], str(path.relative_to(ROOT))
        if app in MAY_NAME_ALL or place.startswith(tuple(COMPOSITION)):
            continue
        allowed = {app, KERNEL}
        wrong += [f"{place} imports {name}" for name in sorted(apps_imported(path) - allowed)]
    assert not wrong


def test_templates_name_no_page_by_slug_and_cache_no_fragment():
    """`slugurl` finds a neighbour's page as readily; a cached fragment would show one site's words on another (ADR 0001)."""
    for template in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"{%\s*(slugurl|cache)\b", template.read_text()), template


def test_no_module_is_named_for_being_miscellaneous():
    """File name = notion."""
    assert not [path for path in modules() if path.stem in {"utils", "util", "common", "helpers", "misc"}]


def test_no_model_has_changed_without_a_migration(db):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model._meta.label)
def test_a_page_type_says_where_it_may_stand(model):
    """In its own class, so that nobody has to know what Wagtail's default is."""
    assert "parent_page_types" in vars(model)
    assert "subpage_types" in vars(model)


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model._meta.label)
def test_a_page_type_has_the_template_its_name_picks(model):
    """Except one that only adds to another page and is never shown itself."""
    if not model.adds_only:
        assert get_template(model.template)


def test_settings_stay_small():
    """A page of settings is read; ten are not."""
    lines = sum(len(path.read_text().splitlines()) for path in (ROOT / "portal/settings").glob("*.py"))
    assert lines <= 250


NEEDED = {
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "southend.example",
    "DATABASE_URL": "postgres://portal:secret@database/portal",
}


def start_production(environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Load the production settings with this environment and nothing from a developer's `.env`."""
    said = dict.fromkeys(NEEDED, "") | environment
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **said},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_public_installation_starts_with_what_it_needs():
    started = start_production(NEEDED)
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize("change", [*({name: ""} for name in NEEDED), {"SECRET_KEY": "short"}, {"ALLOWED_HOSTS": "*"}])
def test_a_public_installation_refuses_to_start_without(change):
    """A default would be everybody's secret."""
    started = start_production(NEEDED | change)
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr
    assert next(iter(change)) in started.stderr


@pytest.mark.parametrize("path", tracked("requirements*.txt"), ids=lambda path: path.name)
def test_python_packages_are_pinned_with_their_hashes(path):
    for entry in re.split(r"\n(?=\S)", path.read_text().strip()):
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_front_end_packages_are_pinned_with_their_hashes():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_no_file_names_a_package_registry():
    """Where packages come from is the machine's business."""
    naming = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        naming += [f"{path.relative_to(ROOT)}: {found.group()}" for found in REGISTRIES.finditer(text)]
    assert not naming


def test_nothing_built_or_foreign_is_committed():
    """Third-party files come from lock files, built ones from `make build`."""
    assert not [path for path in tracked() if NOT_OURS.search(str(path.relative_to(ROOT)))]


def test_every_variable_is_explained():
    """In `.env.example` and in the table of docs/operations.md."""
    code = "".join(path.read_text() for path in (ROOT / "portal/settings").glob("*.py"))
    names = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", code))
    for document in (".env.example", "docs/operations.md"):
        text = (ROOT / document).read_text()
        assert [name for name in sorted(names) if name not in text] == [], document


def test_the_map_names_files_that_exist():
    """Every path of docs/map.md, its links included."""
    text = (ROOT / "docs" / "map.md").read_text()
    named = [name for name in re.findall(r"`([\w./-]+[/.][\w/]*)`", text) if "/" in name]
    linked = [f"docs/{name}" for name in re.findall(r"\]\(([\w.-]+)\)", text)]
    missing = [name for name in named + linked if not (ROOT / name).exists()]
    assert named and not missing
