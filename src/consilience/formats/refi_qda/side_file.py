"""Records for which the standard has no place, as JSON beside the project.

``consilience.json`` lists plain records by kind. Other programs pass it by, and lose it when they
write the project again: then a study that has these records keeps them, a new one lacks them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from consilience.errors import ConsilienceError
from consilience.formats.refi_qda.container import SIDE_FILE
from consilience.study import check_record
from consilience.study.codec import from_plain, to_plain
from consilience.study.records import RECORDS, kind_of
from consilience.texts import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consilience.formats.refi_qda.reading_state import State
    from consilience.study import Kind, Record

# Findings come back with a run, pseudonyms would give names away; all others have their places.
_LONGEST = 18  # digits of a number
SIDE_KINDS: tuple[Kind, ...] = (
    *("actor", "version", "link", "stage", "variable", "score", "round", "session", "resolution"),
    *("rating", "incident", "claim", "citation", "suggestion", "term", "answer"),
    *("organisation", "collaboration", "participation", "tie", "resource", "holding"),
    *("adoption", "decision", "exclusion"),
    *("proposition", "worth", "contribution", "indicator", "reading", "act", "transition"),
    *("measure", "game", "parameter", "condition", "step"),
)


def side_file(records: Iterable[Record]) -> bytes:
    """Return the records that have no place in the standard; of texts all but the text."""
    listed: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        kind = kind_of(record)
        if kind in SIDE_KINDS:
            plain = to_plain(record)
            plain.pop("text", None) if kind == "version" else None
            listed.setdefault(kind, []).append(plain)
    return json.dumps({"format": 1, "records": listed}, ensure_ascii=False, indent=0).encode()


def kind_phrase(kind: Kind) -> Phrase:
    """Return what records of a kind are called."""
    return Phrase(f"exchange.kind.{kind}")


def read_side_file(state: State) -> list[Record]:
    """Return the records of the side file that stand by themselves."""
    return [one for kind, plain in _listed(state) if (one := _record(kind, plain, state))]


def _listed(state: State) -> Iterable[tuple[Kind, Mapping[str, Any]]]:
    member = state.container.find(SIDE_FILE) if state.container.is_archive else None
    if member is None:
        return
    try:
        content = json.loads(state.container.member(member), parse_int=_storable)
        kinds = content["records"] if content["format"] == 1 else {}
        for kind in SIDE_KINDS:
            for plain in kinds.get(kind, ()):
                yield kind, dict(plain)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        state.ledger.remark("not held", "side_file", SIDE_FILE)


def _storable(digits: str) -> int:
    """Return a whole number that a study file can hold."""
    if len(digits) > _LONGEST:
        raise ValueError(digits[:_LONGEST])
    return int(digits)


def _record(kind: Kind, plain: Mapping[str, Any], state: State) -> Record | None:
    """Return a record that stands by itself; a text comes without its words."""
    try:
        found = from_plain(RECORDS[kind], {"text": "", **plain} if kind == "version" else plain)
        check_record(found)
    except (ConsilienceError, TypeError, ValueError, AttributeError):
        state.ledger.remark("not held", "side_record", SIDE_FILE, kind=kind_phrase(kind))
        return None
    return found
