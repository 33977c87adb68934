"""The tables of a study, the same for SQLite and PostgreSQL.

Fields with several values are held as JSON text. References are checked when a transaction ends,
so the changes of one event may come in any order. A change here needs a new file in
``migrations/versions`` and its number in :data:`REVISION`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.study.records import Kind

REVISION = "0002"
METADATA = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", Text, primary_key=True)


def _text(name: str, *, unique: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, unique=unique)


def _number(name: str, *, optional: bool = False) -> Column[float]:
    return Column(name, Double, nullable=optional)


def _refers(name: str, table: str, *, optional: bool = False) -> Column[str]:
    target = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column(name, Text, target, nullable=optional)


_PROJECTS = Table(
    "projects",
    METADATA,
    _id(),
    *map(_text, ("code", "title", "description", "language", "unit_of_analysis", "outcome")),
)
_ACTORS = Table(
    "actors", METADATA, _id(), _text("code", unique=True), *map(_text, ("name", "role"))
)
_SOURCES = Table(
    "sources",
    METADATA,
    _id(),
    _text("code", unique=True),
    *map(_text, ("title", "kind", "period")),
    _number("minutes", optional=True),
    Column("characters", BigInteger),
    *map(_text, ("sha256", "file_name", "provenance")),
)
_CASES = Table(
    "cases",
    METADATA,
    _id(),
    _text("code", unique=True),
    _text("name"),
    _refers("parent_id", "cases", optional=True),
    *map(_text, ("attributes", "sampling_reason")),
)
_VARIABLES = Table(
    "variables",
    METADATA,
    _id(),
    _text("code", unique=True),
    _text("label"),
    _number("minimum", optional=True),
    _number("maximum", optional=True),
    _text("description"),
)
_SCORES = Table(
    "scores",
    METADATA,
    _id(),
    _refers("case_id", "cases"),
    _refers("variable_id", "variables"),
    _text("wave"),
    _number("value"),
    _refers("source_id", "sources"),
    Column("row", Integer, nullable=False),
    _text("column"),
    UniqueConstraint("case_id", "variable_id", "wave"),
)
_CONDITIONS = Table(
    "conditions",
    METADATA,
    _id(),
    _text("code", unique=True),
    *map(_text, ("label", "label_zh", "role", "variables", "waves", "combine")),
    _number("reverse_from", optional=True),
    *map(_text, ("method", "anchors", "profile", "half", "reason")),
)
_STEPS = Table(
    "steps",
    METADATA,
    _id(),
    Column("position", Integer, nullable=False, unique=True),
    *map(_text, ("kind", "settings_json")),
)
_FINDINGS = Table(
    "findings",
    METADATA,
    _id(),
    _refers("step_id", "steps"),
    *map(_text, ("kind", "outcome", "result_json", "case_ids", "condition_codes")),
    *map(_text, ("input_sha256", "version")),
    Column("seed", BigInteger),
)
TABLES: Mapping[Kind, Table] = {
    "project": _PROJECTS,
    "actor": _ACTORS,
    "source": _SOURCES,
    "case": _CASES,
    "variable": _VARIABLES,
    "score": _SCORES,
    "condition": _CONDITIONS,
    "step": _STEPS,
    "finding": _FINDINGS,
}
EVENTS = Table(
    "events",
    METADATA,
    Column("number", Integer, primary_key=True),
    _text("at"),
    Column("actor", Text),
    *map(_text, ("operation", "payload", "inverse")),
    Column("undoes", ForeignKey("events.number")),
)
