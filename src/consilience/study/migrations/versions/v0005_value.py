# noqa: INP001 (Alembic runs this file by its path; it is no module)
"""Value and games: propositions, worths, indicators, sharing, governance, payoff tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables."""
    _propositions()
    _worths()
    _indicators()
    _processes()
    _games()


def _propositions() -> None:
    _table(
        "propositions",
        "code",
        _refers("propositions", "organisation_id", "organisations", needed=True),
        *("kind", "topic", "topic_zh", "description", "description_zh"),
        sa.Column("strength", sa.Double, nullable=False),
        _refers("propositions", "partner_id", "organisations"),
        *_place("propositions"),
        unique=("code",),
    )


def _worths() -> None:
    _table(
        "worths",
        *("code", "member_ids"),
        sa.Column("amount", sa.Double, nullable=False),
        sa.Column("low", sa.Double),
        sa.Column("high", sa.Double),
        "unit",
        _refers("worths", "collaboration_id", "collaborations"),
        _refers("worths", "actor_id", "actors"),
        *_place("worths"),
        unique=("code",),
    )
    _table(
        "contributions",
        _refers("contributions", "organisation_id", "organisations", needed=True),
        *("factor", "factor_zh"),
        sa.Column("amount", sa.Double, nullable=False),
        _refers("contributions", "collaboration_id", "collaborations"),
        *_place("contributions"),
        unique=("organisation_id", "factor", "collaboration_id"),
    )


def _indicators() -> None:
    _table(
        "indicators",
        *("code", "label", "label_zh", "subsystem", "subsystem_zh"),
        sa.Column("rising", sa.Boolean, nullable=False),
        sa.Column("low", sa.Double),
        sa.Column("high", sa.Double),
        "unit",
        unique=("code",),
    )
    _table(
        "readings",
        _refers("readings", "indicator_id", "indicators", needed=True),
        "period",
        _refers("readings", "case_id", "cases"),
        sa.Column("value", sa.Double, nullable=False),
        *_place("readings"),
        unique=("indicator_id", "period", "case_id"),
    )


def _processes() -> None:
    _table(
        "acts",
        *("code", "title", "title_zh", "date", "end_date"),
        _refers("acts", "organisation_id", "organisations"),
        *("mode", "value", "beneficiary"),
        _refers("acts", "case_id", "cases"),
        _refers("acts", "stage_id", "stages"),
        *_place("acts"),
        unique=("code",),
    )
    _table(
        "transitions",
        _refers("transitions", "collaboration_id", "collaborations", needed=True),
        *("stage", "stage_zh", "date"),
        *_place("transitions"),
        unique=("collaboration_id", "date"),
    )
    _table(
        "measures",
        *("code", "dimension", "mechanism", "description", "description_zh"),
        _refers("measures", "owner_id", "organisations"),
        *("trigger", "trigger_zh", "indicator", "indicator_zh", "status"),
        *_place("measures"),
        unique=("code",),
    )


def _games() -> None:
    _table(
        "games",
        *("code", "title", "title_zh", "table"),
        _refers("games", "source_id", "sources"),
        unique=("code",),
    )
    _table(
        "parameters",
        _refers("parameters", "game_id", "games", needed=True),
        *("name", "meaning", "meaning_zh", "value", "spread", "unit", "origin", "reference"),
        _refers("parameters", "variable_id", "variables"),
        _refers("parameters", "indicator_id", "indicators"),
        "statistic",
        sa.Column("factor", sa.Double, nullable=False),
        *_place("parameters"),
        unique=("game_id", "name"),
    )


def _place(table: str) -> tuple[sa.Column[Any], ...]:
    return (
        _refers(table, "source_id", "sources"),
        sa.Column("row", sa.Integer),
        _refers(table, "coding_id", "codings"),
    )


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
