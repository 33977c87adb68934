"""What makes a record of each kind unique, and to which kinds its fields refer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.study.records import Kind

# The fields that make a record of each kind unique besides its id; the first tells most apart.
KEYS: Mapping[Kind, tuple[str, ...]] = {
    "project": ("id",),
    "actor": ("code",),
    "case": ("code",),
    "source": ("code",),
    "version": ("source_id", "number"),
    "stage": ("code",),
    "variable": ("code",),
    "score": ("case_id", "variable_id", "wave"),
    "code": ("name", "parent_id"),
    "link": ("from_id", "to_id", "kind", "label", "stage_id"),
    "round": ("code",),
    "session": ("code",),
    "coding": ("version_id", "start", "end", "code_id", "actor_id", "session_id", "case_id"),
    "resolution": ("id",),
    "memo": ("id",),
    "rating": ("case_id", "variable_id", "actor_id", "agreed"),
    "incident": ("code",),
    "claim": ("code",),
    "citation": ("position",),
    "suggestion": ("id",),
    "term": ("text",),
    "pseudonym": ("name",),
    "answer": ("item", "guideline"),
    "organisation": ("code",),
    "collaboration": ("code",),
    "participation": ("organisation_id", "collaboration_id", "role", "start_date"),
    "tie": ("from_id", "to_id", "layer", "start_date"),
    "resource": ("code",),
    "holding": ("organisation_id", "resource_id", "kind", "period"),
    "adoption": ("organisation_id", "routine"),
    "decision": ("first", "second"),
    "exclusion": ("row", "source_id"),
    "proposition": ("code",),
    "worth": ("code",),
    "contribution": ("organisation_id", "factor", "collaboration_id"),
    "indicator": ("code",),
    "reading": ("indicator_id", "period", "case_id"),
    "act": ("code",),
    "transition": ("collaboration_id", "date"),
    "measure": ("code",),
    "game": ("code",),
    "parameter": ("game_id", "name"),
    "condition": ("code",),
    "step": ("position",),
    "finding": ("id",),
}
# The fields that hold ids of other records, and the kind of those records. Memos may be about any
# kind of record, findings about cases that are gone: these ids are not in the list.
REFERENCES: Mapping[Kind, Mapping[str, Kind]] = {
    "case": {"parent_id": "case"},
    "source": {"case_ids": "case", "actor_ids": "actor"},
    "version": {"source_id": "source"},
    "score": {"case_id": "case", "variable_id": "variable", "source_id": "source"},
    "code": {"parent_id": "code"},
    "link": {"from_id": "code", "to_id": "code", "stage_id": "stage"},
    "round": {"source_ids": "source", "code_ids": "code", "coder_ids": "actor"},
    "session": {"actor_id": "actor", "round_id": "round"},
    "coding": {
        "version_id": "version",
        "code_id": "code",
        "actor_id": "actor",
        "session_id": "session",
        "case_id": "case",
        "stage_id": "stage",
    },
    "resolution": {
        "round_id": "round",
        "coding_ids": "coding",
        "result_ids": "coding",
        "actor_id": "actor",
    },
    "memo": {"actor_id": "actor"},
    "rating": {
        "case_id": "case",
        "variable_id": "variable",
        "actor_id": "actor",
        "anchor_id": "coding",
        "evidence_ids": "coding",
    },
    "incident": {
        "case_id": "case",
        "source_id": "source",
        "coding_id": "coding",
        "stage_id": "stage",
        "organisation_id": "organisation",
    },
    "citation": {"code_id": "code"},
    "suggestion": {"version_id": "version", "code_id": "code", "actor_id": "actor"},
    "organisation": {"parent_id": "organisation", "case_id": "case"},
    "collaboration": {"source_id": "source"},
    "participation": {
        "organisation_id": "organisation",
        "collaboration_id": "collaboration",
        "source_id": "source",
    },
    "tie": {
        "from_id": "organisation",
        "to_id": "organisation",
        "source_id": "source",
        "coding_id": "coding",
    },
    "holding": {
        "organisation_id": "organisation",
        "resource_id": "resource",
        "source_id": "source",
        "coding_id": "coding",
    },
    "adoption": {
        "organisation_id": "organisation",
        "source_id": "source",
        "coding_id": "coding",
    },
    "decision": {"actor_id": "actor"},
    "exclusion": {"source_id": "source", "collaboration_id": "collaboration"},
    "proposition": {
        "organisation_id": "organisation",
        "partner_id": "organisation",
        "source_id": "source",
        "coding_id": "coding",
    },
    "worth": {
        "member_ids": "organisation",
        "collaboration_id": "collaboration",
        "actor_id": "actor",
        "source_id": "source",
        "coding_id": "coding",
    },
    "contribution": {
        "organisation_id": "organisation",
        "collaboration_id": "collaboration",
        "source_id": "source",
        "coding_id": "coding",
    },
    "reading": {
        "indicator_id": "indicator",
        "case_id": "case",
        "source_id": "source",
        "coding_id": "coding",
    },
    "act": {
        "organisation_id": "organisation",
        "case_id": "case",
        "stage_id": "stage",
        "source_id": "source",
        "coding_id": "coding",
    },
    "transition": {
        "collaboration_id": "collaboration",
        "source_id": "source",
        "coding_id": "coding",
    },
    "measure": {"owner_id": "organisation", "source_id": "source", "coding_id": "coding"},
    "game": {"source_id": "source"},
    "parameter": {
        "game_id": "game",
        "variable_id": "variable",
        "indicator_id": "indicator",
        "source_id": "source",
        "coding_id": "coding",
    },
    "finding": {"step_id": "step"},
}
TREES: tuple[Kind, ...] = ("case", "code", "organisation")  # kinds with parents
SPANS: tuple[Kind, ...] = ("coding", "suggestion")  # kinds with a span of a text version


def referred_by(kind: Kind, *, several: bool) -> Mapping[str, Kind]:
    """Return the fields of a kind that hold one id, or several, and the kinds they refer to."""
    fields = REFERENCES.get(kind, {})
    return {name: to for name, to in fields.items() if name.endswith("_ids") == several}
