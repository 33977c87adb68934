"""What an operation comes to: the changes of one event, and the sentence that names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from consilience.results import Note
from consilience.study.changes import Change
from consilience.texts import Language, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The changes that a person asked for, as one event; no changes where all is so already.

    ``key`` and ``values`` give the sentence of the log, ``notes`` what the person should know.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...]
    notes: tuple[Note, ...] = ()

    def sentence(self, language: Language = "en") -> str:
        """Return what is done as one sentence."""
        return text(f"edits.made.{self.key}", language, **self.values)


def now() -> str:
    """Return the time in UTC (ISO 8601, whole seconds), for records that say when."""
    return datetime.now(UTC).isoformat(timespec="seconds")
