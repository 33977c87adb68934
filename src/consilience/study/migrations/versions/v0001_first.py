# noqa: INP001 (Alembic runs this file by its path; it is no module)
"""The first version of the study file."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _table("projects", "code", "title", "description", "language", "unit_of_analysis", "outcome")
    _table("actors", "code", "name", "role", unique=("code",))
    _table(
        "sources",
        *("code", "title", "kind", "period"),
        sa.Column("minutes", sa.Double),
        sa.Column("characters", sa.BigInteger),
        *("sha256", "file_name", "provenance"),
        unique=("code",),
    )
    _table(
        "cases",
        *("code", "name"),
        _refers("cases", "parent_id", "cases", optional=True),
        *("attributes", "sampling_reason"),
        unique=("code",),
    )
    _table(
        "variables",
        *("code", "label"),
        sa.Column("minimum", sa.Double),
        sa.Column("maximum", sa.Double),
        "description",
        unique=("code",),
    )
    _scores()
    _conditions()
    _table(
        "steps",
        sa.Column("position", sa.Integer, nullable=False),
        *("kind", "settings_json"),
        unique=("position",),
    )
    _table(
        "findings",
        _refers("findings", "step_id", "steps"),
        *("kind", "outcome", "result_json", "case_ids", "condition_codes"),
        *("input_sha256", "version"),
        sa.Column("seed", sa.BigInteger),
    )
    _events()


def _scores() -> None:
    _table(
        "scores",
        _refers("scores", "case_id", "cases"),
        _refers("scores", "variable_id", "variables"),
        "wave",
        sa.Column("value", sa.Double, nullable=False),
        _refers("scores", "source_id", "sources"),
        sa.Column("row", sa.Integer, nullable=False),
        "column",
        unique=("case_id", "variable_id", "wave"),
    )


def _conditions() -> None:
    _table(
        "conditions",
        *("code", "label", "label_zh", "role", "variables", "waves", "combine"),
        sa.Column("reverse_from", sa.Double),
        *("method", "anchors", "log_odds", "half", "reason"),
        unique=("code",),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("number", sa.Integer, nullable=False),
        _text("at"),
        sa.Column("actor", sa.Text),
        *map(_text, ("operation", "payload", "inverse")),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("events.number", name="fk_events_undoes")),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
    )


def _table(name: str, *columns: str | sa.Column[Any], unique: tuple[str, ...] = ()) -> None:
    rules = [sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}")] if unique else []
    op.create_table(
        name,
        _text("id"),
        *(_text(one) if isinstance(one, str) else one for one in columns),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *rules,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _refers(table: str, name: str, target: str, *, optional: bool = False) -> sa.Column[str]:
    rule = sa.ForeignKey(
        f"{target}.id", name=f"fk_{table}_{name}", deferrable=True, initially="DEFERRED"
    )
    return sa.Column(name, sa.Text, rule, nullable=optional)
