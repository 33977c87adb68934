"""From what a file calls its things to the ids, names and times of a study."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from consilience.formats.refi_qda.records import Ledger

_NAMESPACE = uuid.UUID("6f1c1f0e-0d53-5c51-9d0f-5f0b7a2f4f10")
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def made_id(*parts: str) -> str:
    """Return the id that always belongs to these words."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


class Identities:
    """The ids of a file's things: their GUIDs, or made ones where these are missing or repeated.

    ``salt`` tells the file's project from others, for things without a GUID.
    """

    def __init__(self, salt: str, ledger: Ledger) -> None:
        self._salt = salt
        self._ledger = ledger
        self._taken: set[str] = set()
        self._known: dict[str, dict[str, str]] = {}

    def new(self, kind: str, guid: str, place: str) -> str:
        """Return the id of a thing; a repeated or unusable GUID gets another, with a remark."""
        wanted = _plain(guid)
        found = wanted if _GUID.fullmatch(wanted) else made_id(kind, self._salt, wanted or place)
        if found != wanted:
            key = "guid_unusable" if wanted else "guid_missing"
            self._ledger.remark("changed", key, place, guid=guid)
        first, number = found, 1
        while found in self._taken:
            number += 1
            found = made_id(kind, first, str(number))
        if number > 1:
            self._ledger.remark("changed", "guid_repeated", place, guid=guid)
        self._taken.add(found)
        self._known.setdefault(kind, {}).setdefault(wanted or found, found)
        return found

    def of(self, kind: str, guid: str) -> str | None:
        """Return the id of the thing of a kind that a reference means."""
        return self._known.get(kind, {}).get(_plain(guid))

    def of_any(self, kinds: tuple[str, ...], guid: str) -> tuple[str, str] | None:
        """Return the kind and id of the thing that a reference means."""
        for kind in kinds:
            found = self.of(kind, guid)
            if found is not None:
                return kind, found
        return None


def _plain(guid: str) -> str:
    return guid.strip().strip("{}").lower()


def unique(name: str, taken: Container[str], after: int = 1) -> str:
    """Return a name that is not taken: with a number where it is, one after ``after``.

    >>> unique("trust", {"trust", "trust (2)"})
    'trust (3)'
    """
    found, number = name, after
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


@lru_cache(maxsize=4096)
def time_of(said: str) -> tuple[str, bool]:
    """Return a time as the study holds it, and whether its zone had to be assumed.

    Times without a zone count as UTC; what is no time is "".
    """
    text = said.strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return "", False
    if found.tzinfo is not None:
        return text, False
    return found.replace(tzinfo=UTC).isoformat(), True
