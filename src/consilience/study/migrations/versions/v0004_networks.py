# noqa: INP001 (Alembic runs this file by its path; it is no module)
"""The alliance: organisations, collaborations, ties, resources, and what was decided of them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables, and who did what an incident tells."""
    _members()
    _relations()
    _resources()
    _decisions()
    _add_doer()


def _members() -> None:
    _table(
        "organisations",
        *("code", "name", "name_zh", "names", "sector", "country"),
        _refers("organisations", "parent_id", "organisations"),
        _refers("organisations", "case_id", "cases"),
        "attributes",
        unique=("code",),
    )
    _table(
        "collaborations",
        *("code", "title", "kind", "layer", "start_date", "end_date", "country", "sector"),
        sa.Column("size", sa.Integer),
        *("structure", "description", "excluded"),
        *_place("collaborations"),
        "attributes",
        unique=("code",),
    )


def _relations() -> None:
    _table(
        "participations",
        _refers("participations", "organisation_id", "organisations", needed=True),
        _refers("participations", "collaboration_id", "collaborations", needed=True),
        "role",
        sa.Column("leads", sa.Boolean, nullable=False),
        *("start_date", "end_date", "printed_name"),
        *_place("participations"),
        unique=("organisation_id", "collaboration_id", "role", "start_date"),
    )
    _table(
        "ties",
        _refers("ties", "from_id", "organisations", needed=True),
        _refers("ties", "to_id", "organisations", needed=True),
        "layer",
        sa.Column("directed", sa.Boolean, nullable=False),
        sa.Column("strength", sa.Double, nullable=False),
        *("start_date", "end_date"),
        *_place("ties"),
        _refers("ties", "coding_id", "codings"),
        unique=("from_id", "to_id", "layer", "start_date"),
    )


def _resources() -> None:
    _table("resources", *("code", "label", "label_zh", "unit"), unique=("code",))
    _table(
        "holdings",
        _refers("holdings", "organisation_id", "organisations", needed=True),
        _refers("holdings", "resource_id", "resources", needed=True),
        "kind",
        sa.Column("amount", sa.Double, nullable=False),
        "period",
        *_place("holdings"),
        _refers("holdings", "coding_id", "codings"),
        unique=("organisation_id", "resource_id", "kind", "period"),
    )
    _table(
        "adoptions",
        _refers("adoptions", "organisation_id", "organisations", needed=True),
        *("routine", "routine_zh", "date", "mode"),
        *_place("adoptions"),
        _refers("adoptions", "coding_id", "codings"),
        unique=("organisation_id", "routine"),
    )


def _decisions() -> None:
    _table(
        "decisions",
        *("first", "second"),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("score", sa.Double),
        *("rule", "reason"),
        _refers("decisions", "actor_id", "actors"),
        "created_at",
        unique=("first", "second"),
    )
    _table(
        "exclusions",
        _refers("exclusions", "source_id", "sources", needed=True),
        sa.Column("row", sa.Integer, nullable=False),
        *("printed", "reason"),
        _refers("exclusions", "collaboration_id", "collaborations"),
        unique=("row", "source_id"),
    )


def _add_doer() -> None:
    # SQLite takes a new reference only with a new table
    with op.batch_alter_table("incidents") as table:
        table.add_column(_refers("incidents", "organisation_id", "organisations"))
    op.create_index("ix_incidents_organisation_id", "incidents", ["organisation_id"])


def _place(table: str) -> tuple[sa.Column[Any], ...]:
    return _refers(table, "source_id", "sources"), sa.Column("row", sa.Integer)


def _table(name: str, *columns: str | sa.Column[Any], unique: tuple[str, ...]) -> None:
    rule = sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}")
    made = [_text(one) if isinstance(one, str) else one for one in columns]
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
    op.create_table(name, _text("id"), *made, key, rule)
    for one in made:
        if one.foreign_keys:
            op.create_index(f"ix_{name}_{one.name}", name, [one.name])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(table: str, name: str, target: str, *, needed: bool = False) -> sa.Column[str]:
    rule = sa.ForeignKey(
        f"{target}.id", name=f"fk_{table}_{name}", deferrable=True, initially="DEFERRED"
    )
    return sa.Column(name, sa.Text, rule, nullable=not needed)
