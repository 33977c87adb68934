# noqa: INP001 (Alembic runs this file by its path; it is no module)
"""Texts of sources, codes and codings, and what rests on them; an index for every reference."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_OLD_REFERENCES = {
    "cases": ("parent_id",),
    "scores": ("case_id", "variable_id", "source_id"),
    "findings": ("step_id",),
}


def upgrade() -> None:
    """Add the tables, the new fields of older ones, and the indexes."""
    _widen()
    _texts_and_codes()
    _codings()
    _sheets()
    _manuscript()
    for table, names in _OLD_REFERENCES.items():
        _index(table, *names)


def _widen() -> None:
    _add("projects", _text("code_words", "Gioia"))
    _add("sources", _text("document_type", ""))
    _add("sources", sa.Column("documents", sa.Integer))
    _add("sources", _text("case_ids", "[]"))
    _add("sources", _text("actor_ids", "[]"))
    _add("conditions", _text("not_mentioned", "leave out"))


def _texts_and_codes() -> None:
    _table(
        "versions",
        _refers("versions", "source_id", "sources"),
        _whole("number"),
        *("text", "sha256", "turns_json", "note"),
        unique=("source_id", "number"),
    )
    _table(
        "stages",
        *("code", "name", "name_zh"),
        _whole("position"),
        *("start_date", "end_date", "description"),
        unique=("code",),
    )
    _table(
        "codes",
        *("name", "name_zh"),
        _refers("codes", "parent_id", "codes", optional=True),
        "kind",
        _whole("position"),
        *("definition", "include", "exclude", "example", "colour", "created_at"),
        unique=("name", "parent_id"),
    )
    _table(
        "links",
        _refers("links", "from_id", "codes"),
        _refers("links", "to_id", "codes"),
        *("kind", "label", "label_zh"),
        _refers("links", "stage_id", "stages", optional=True),
        unique=("from_id", "to_id", "kind", "label", "stage_id"),
    )


def _codings() -> None:
    _table(
        "rounds",
        *("code", "description", "unit", "source_ids", "code_ids", "coder_ids"),
        sa.Column("blind", sa.Boolean, nullable=False),
        "state",
        unique=("code",),
    )
    _table(
        "sessions",
        "code",
        _refers("sessions", "actor_id", "actors"),
        _refers("sessions", "round_id", "rounds", optional=True),
        sa.Column("blind", sa.Boolean, nullable=False),
        *("started_at", "note"),
        unique=("code",),
    )
    _table(
        "codings",
        _refers("codings", "version_id", "versions"),
        _whole("start"),
        _whole("end"),
        _refers("codings", "code_id", "codes"),
        _refers("codings", "actor_id", "actors", optional=True),
        _refers("codings", "session_id", "sessions", optional=True),
        _refers("codings", "case_id", "cases", optional=True),
        _refers("codings", "stage_id", "stages", optional=True),
        "direction",
        _whole("intensity", optional=True),
        _whole("importance", optional=True),
        sa.Column("exemplar", sa.Boolean, nullable=False),
        *("note", "created_at"),
        unique=("version_id", "start", "end", "code_id", "actor_id", "session_id", "case_id"),
    )
    _table(
        "resolutions",
        _refers("resolutions", "round_id", "rounds"),
        *("coding_ids", "result_ids", "reason"),
        _refers("resolutions", "actor_id", "actors", optional=True),
        "created_at",
    )
    _table(
        "memos",
        *("title", "text", "kind", "anchor_ids"),
        _refers("memos", "actor_id", "actors", optional=True),
        "created_at",
    )


def _sheets() -> None:
    _table(
        "ratings",
        _refers("ratings", "case_id", "cases"),
        _refers("ratings", "variable_id", "variables"),
        _refers("ratings", "actor_id", "actors", optional=True),
        sa.Column("agreed", sa.Boolean, nullable=False),
        sa.Column("value", sa.Double),
        "status",
        _refers("ratings", "anchor_id", "codings", optional=True),
        "evidence_ids",
        _whole("confidence", optional=True),
        *("reason", "created_at"),
        unique=("case_id", "variable_id", "actor_id", "agreed"),
    )
    _table(
        "incidents",
        *("code", "title", "title_zh", "date", "end_date"),
        _refers("incidents", "case_id", "cases", optional=True),
        _refers("incidents", "source_id", "sources", optional=True),
        _refers("incidents", "coding_id", "codings", optional=True),
        _refers("incidents", "stage_id", "stages", optional=True),
        "dimension",
        unique=("code",),
    )
    _table(
        "suggestions",
        _refers("suggestions", "version_id", "versions"),
        _whole("start"),
        _whole("end"),
        _refers("suggestions", "code_id", "codes"),
        sa.Column("score", sa.Double, nullable=False),
        *("model", "outcome"),
        _refers("suggestions", "actor_id", "actors", optional=True),
        "created_at",
    )


def _manuscript() -> None:
    _table(
        "claims",
        *("code", "measure"),
        sa.Column("value", sa.Double, nullable=False),
        "place",
        unique=("code",),
    )
    _table(
        "citations",
        _whole("position"),
        *("source_code", "kind", "place", "stage"),
        _refers("citations", "code_id", "codes", optional=True),
        unique=("position",),
    )
    _table("terms", "text", "note", unique=("text",))
    _table("pseudonyms", "name", "replacement", unique=("name",))
    _table("answers", "guideline", "item", "text", unique=("item", "guideline"))


def _add(table: str, column: sa.Column[Any]) -> None:
    op.add_column(table, column)


def _table(name: str, *columns: str | sa.Column[Any], unique: tuple[str, ...] = ()) -> None:
    rules = [sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}")] if unique else []
    made = [_text(one) if isinstance(one, str) else one for one in columns]
    op.create_table(
        name, _text("id"), *made, sa.PrimaryKeyConstraint("id", name=f"pk_{name}"), *rules
    )
    _index(name, *(one.name for one in made if one.foreign_keys))


def _index(table: str, *names: str) -> None:
    for name in names:
        op.create_index(f"ix_{table}_{name}", table, [name])


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _whole(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=optional)


def _refers(table: str, name: str, target: str, *, optional: bool = False) -> sa.Column[str]:
    rule = sa.ForeignKey(
        f"{target}.id", name=f"fk_{table}_{name}", deferrable=True, initially="DEFERRED"
    )
    return sa.Column(name, sa.Text, rule, nullable=optional)
