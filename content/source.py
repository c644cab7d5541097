"""Content files as they are read: a YAML record with its line, a page with its head and body."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class ContentError(Exception):
    """What is wrong in a content file, for the person who wrote it: `fixtures/x.md:12: …`."""

    def __init__(self, file: Path | str, line: int, problem: str) -> None:
        super().__init__(f"{file}:{line}: {problem}")


LINE = "__line__"


class _LinedLoader(yaml.SafeLoader):
    """Reads mappings with the line they begin on, under the key `LINE`."""


def _lined_mapping(loader: _LinedLoader, node: yaml.MappingNode) -> dict:
    keys = [key.value for key, _ in node.value]
    for (key, _), name in zip(node.value, keys, strict=True):
        if keys.count(name) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"“{name}” stands twice", key.start_mark)
    return {**loader.construct_mapping(node, deep=True), LINE: node.start_mark.line + 1}


_LinedLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _lined_mapping)


@dataclass
class Record:
    """A mapping of a content file: its values, where it stands, and complaints that name the place."""

    file: Path
    line: int
    values: dict[str, Any]
    offset: int = 0  # how many lines stand before the YAML that it is part of

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def get(self, key: str, default: Any = None) -> Any:
        value = self.values.get(key)
        return default if value is None else value

    def error(self, problem: str, line: int | None = None) -> ContentError:
        return ContentError(self.file, line or self.line, problem)

    def must(self, required: set[str], allowed: set[str]) -> None:
        """Raises ContentError for a key that is missing, empty or unknown."""
        for key in sorted(required):
            if self.values.get(key) in (None, ""):
                raise self.error(f"“{key}” is missing")
        for key in self.values:
            if key not in required | allowed:
                raise self.error(f"“{key}” is not known here; known are {', '.join(sorted(required | allowed))}")

    def records(self, key: str) -> list["Record"]:
        """The mappings of a list below this one."""
        return [self._lift(item, key) for item in self.get(key, [])]

    def _lift(self, item: Any, key: str) -> "Record":
        if not isinstance(item, dict):
            raise self.error(f"“{key}” must be a list of records")
        return record(self.file, item, self.offset)


def record(file: Path, values: dict, offset: int = 0) -> Record:
    values = dict(values)
    return Record(file, values.pop(LINE, 1) + offset, values, offset)


def parse(file: Path, text: str, offset: int = 0) -> Any:
    """The YAML of a file. Raises ContentError with the line the reader stumbled on."""
    try:
        return yaml.load(text, Loader=_LinedLoader)  # noqa: S506 - a SafeLoader with line numbers
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + 1 + offset
        raise ContentError(file, line, str(error.problem or error.context)) from error


def read_records(file: Path) -> Iterator[Record]:
    """The records of a YAML file that holds a list."""
    items = parse(file, file.read_text(encoding="utf-8")) or []
    if not isinstance(items, list):
        raise ContentError(file, 1, "a list of records is expected")
    for item in items:
        if not isinstance(item, dict):
            raise ContentError(file, 1, f"“{item}” is not a record")
        yield record(file, item)


def read_page(file: Path) -> tuple[Record, str, int]:
    """A page file's head, its body, and the number of lines before the body."""
    text = file.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        raise ContentError(file, 1, "the file must begin with a head between two lines of “---”")
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        raise ContentError(file, 1, "the head is not closed by a line of “---”")
    values = parse(file, head, offset=1)
    if not isinstance(values, dict):
        raise ContentError(file, 2, "the head must be made of “key: value” lines")
    return record(file, values, offset=1), body, head.count("\n") + 3
