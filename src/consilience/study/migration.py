"""From an older version of the study file to the present one, keeping the old file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest version, within the transaction of the connection."""
    settings = _settings()
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def known_revisions() -> tuple[str, ...]:
    """Return every version that this program knows, the newest first."""
    scripts = ScriptDirectory.from_config(_settings())
    return tuple(script.revision for script in scripts.walk_revisions())


def keep_copy(path: Path, revision: str) -> Path:
    """Copy a study file, with what its log still holds, to NAME.before-REVISION.

    An older copy is never overwritten: the next is numbered.
    """
    stem = path.with_name(f"{path.name}.before-{revision}")
    names = (stem.with_name(f"{stem.name}{'' if n == 1 else f'.{n}'}") for n in count(1))
    target = next(name for name in names if not name.exists())
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    return target


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
