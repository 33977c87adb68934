"""The tables of a study, one for each kind of record, the same for SQLite and PostgreSQL.

Columns follow the fields of the records. Fields with several values are held as JSON text.
References are checked when a transaction ends, so the changes of one event may come in any order.
A change of a record needs a new file in ``migrations/versions`` and its number in
:data:`REVISION`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_origin

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from consilience.study.codec import field_types, is_optional, number_type
from consilience.study.keys import KEYS, referred_by
from consilience.study.records import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.types import TypeEngine

    from consilience.study.records import Kind

REVISION = "0005"
METADATA = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
_LARGE = ("characters", "seed")  # whole numbers that may pass 2**31


def _table(kind: Kind) -> Table:
    targets = referred_by(kind, several=False)
    columns = [
        _column(name, hint, targets.get(name)) for name, hint in field_types(RECORDS[kind]).items()
    ]
    rules = [] if KEYS[kind] == ("id",) else [UniqueConstraint(*KEYS[kind])]
    return Table(f"{kind}s", METADATA, *columns, *rules, *(Index(None, name) for name in targets))


def _column(name: str, hint: Any, target: Kind | None) -> Column[Any]:
    rule = [ForeignKey(f"{target}s.id", deferrable=True, initially="DEFERRED")] if target else []
    optional = is_optional(hint)
    return Column(name, _type(name, hint), *rule, primary_key=name == "id", nullable=optional)


def _type(name: str, hint: Any) -> TypeEngine[Any]:
    if hint is bool:
        return Boolean()
    if get_origin(hint) is tuple:
        return Text()
    match number_type(hint):
        case None:
            return Text()
        case whole if whole is int:
            return BigInteger() if name in _LARGE else Integer()
        case _:
            return Double()


TABLES: Mapping[Kind, Table] = {kind: _table(kind) for kind in RECORDS}
EVENTS = Table(
    "events",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text),
    *(Column(name, Text, nullable=False) for name in ("operation", "payload", "inverse")),
    Column("undoes", ForeignKey("events.number")),
)
