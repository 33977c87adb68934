# noqa: INP001 (Alembic runs this file by its path; it is no module)
"""The log-odds of a condition's calibration are now called its profile.

The log of events is rewritten too, so that it still replays to what the tables hold.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Rename the field in the conditions, in the findings and in the log of events."""
    op.execute("ALTER TABLE conditions RENAME COLUMN log_odds TO profile")
    _rewrite("findings", "id", ("result_json",))
    _rewrite("events", "number", ("payload", "inverse"))


def _rewrite(table: str, key: str, columns: tuple[str, ...]) -> None:
    kept = sa.table(table, *(sa.column(name) for name in (key, *columns)))
    connection = op.get_bind()
    for row in connection.execute(sa.select(kept)).mappings().all():
        old = {name: row[name] for name in columns if '"log_odds' in row[name].replace("\\", "")}
        if old:
            new = {name: _text(_renamed(json.loads(text))) for name, text in old.items()}
            connection.execute(sa.update(kept).where(kept.c[key] == row[key]).values(new))


def _renamed(value: Any) -> Any:
    if isinstance(value, list):
        return [_renamed(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_calibration = {"log_odds", "anchors", "half"} <= value.keys()
    found = {
        "profile" if is_calibration and name == "log_odds" else name: _renamed(item)
        for name, item in value.items()
    }
    if isinstance(found.get("result_json"), str):  # a finding within an event
        found["result_json"] = _text(_renamed(json.loads(found["result_json"])))
    return found


def _text(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
