"""Loading the content files into the database: once, again when a file changes, never over a person's edit."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from .models import Loaded
from .source import LINE, Record


@dataclass
class Load:
    """One run over the content files. `overwrite` lets the files win over what people have edited since."""

    folder: Path
    overwrite: bool = False
    done: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    known: dict[str, Loaded] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {loaded.key: loaded for loaded in Loaded.objects.all()}

    def found(self, key: str, model: type[models.Model]) -> Any | None:
        """The object an earlier load made of this, if it still exists."""
        loaded = self.known.get(key)
        return model._default_manager.filter(pk=loaded.object_id).first() if loaded else None

    def wanted(self, key: str, source: Any, model: type[models.Model]) -> bool:
        """Is this to be written? Not if it is unchanged, edited by a person, or removed by one."""
        loaded = self.known.get(key)
        if loaded is None or self.overwrite:
            return True
        if loaded.checksum == checksum(source):
            self.done["unchanged"] += 1
            return False
        obj = self.found(key, model)
        if obj is None or revision_of(obj) != loaded.revision:
            self.kept.append(key)
            return False
        return True

    def note(self, key: str, source: Any, obj: models.Model) -> None:
        """Remember what was written."""
        self.done["updated" if key in self.known else "created"] += 1
        self.known[key], _ = Loaded.objects.update_or_create(
            key=key,
            defaults={
                "checksum": checksum(source),
                "content_type": ContentType.objects.get_for_model(obj),
                "object_id": str(obj.pk),
                "revision": revision_of(obj),
            },
        )


def checksum(source: Any) -> str:
    """A sum over what a file says; where in the file it says it does not matter."""
    return hashlib.sha256(json.dumps(_placeless(source), sort_keys=True, default=str).encode()).hexdigest()


def _placeless(source: Any) -> Any:
    if isinstance(source, dict):
        return {key: _placeless(value) for key, value in source.items() if key != LINE}
    if isinstance(source, list):
        return [_placeless(value) for value in source]
    return source


def revision_of(obj: Any) -> str:
    """The object's latest revision; for a model that keeps none, a sum over its fields, which changes as it is edited."""
    if hasattr(obj, "latest_revision_id"):
        return str(obj.latest_revision_id or "")
    return checksum({field.attname: str(field.value_from_object(obj)) for field in obj._meta.concrete_fields})[:40]


def clean(record: Record, obj: models.Model, exclude: tuple[str, ...] = ()) -> None:
    """Check the object as its form would. Raises ContentError that names the record's place."""
    try:
        obj.full_clean(exclude=exclude)
    except ValidationError as error:
        problems = [f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()]
        raise record.error("; ".join(problems)) from error
