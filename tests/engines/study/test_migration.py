"""Older study files: copied, then brought to the present version."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from consilience import analysis
from consilience.errors import StudyError
from consilience.study import create_study, migration, open_study
from consilience.study import store as store_module
from consilience.study.schema import METADATA, REVISION
from engines.study.samples import coded_study, small_study

LATER = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0006", "0005"
def upgrade():
    op.add_column("cases", sa.Column("remark", sa.Text, nullable=False, server_default=""))
    {then}
"""


def program_of_the_future(
    folder: Path, monkeypatch: pytest.MonkeyPatch, then: str = "pass"
) -> None:
    shutil.copytree(migration.SCRIPTS, folder / "migrations")
    (folder / "migrations/versions/v0006_later.py").write_text(LATER.format(then=then))
    monkeypatch.setattr(migration, "SCRIPTS", folder / "migrations")
    monkeypatch.setattr(store_module, "REVISION", "0006")


def engine_of(path: Path) -> Engine:
    return create_engine(f"sqlite:///{path}")


def test_the_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    create_study(tmp_path / "a.consilience", small_study().project).close()
    engine = engine_of(tmp_path / "a.consilience")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION
    engine.dispose()
    assert migration.known_revisions()[0] == REVISION


def test_the_tables_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # (SQLAlchemy gives no types)
    for table in METADATA.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect)).count("NOT NULL") >= 1


def test_an_older_file_is_copied_and_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, study = tmp_path / "a.consilience", small_study()
    with create_study(path, study.project) as store:
        store.put("fill", study.records())
    old = path.read_bytes()
    with monkeypatch.context() as future:
        program_of_the_future(tmp_path, future)
        with open_study(path) as store, store._engine.connect() as connection:
            remarks = connection.exec_driver_sql("SELECT remark FROM cases").scalars().all()
            assert remarks == ["", "", ""]
        copy = tmp_path / "a.consilience.before-0005"
        assert copy.exists()
        with open_study(path):
            assert len(list(tmp_path.glob("*.before-*"))) == 1
    with pytest.raises(StudyError, match="made by a newer version"):
        open_study(path)
    with open_study(copy) as store:
        assert store.study() == study
        assert store.audit() == ()
    assert len(old) == copy.stat().st_size


def test_a_file_of_version_0001_has_profiles_in_place_of_log_odds(tmp_path: Path) -> None:
    path = tmp_path / "old.consilience"
    with closing(sqlite3.connect(path)) as made:  # as a program of that version wrote it
        made.executescript(Path(__file__).with_name("version_0001.sql").read_text("utf-8"))
        made.execute(f"PRAGMA application_id = {store_module.APPLICATION_ID}")
        made.commit()
    with open_study(path) as store:
        study = store.study()
        assert store.audit() == ()
        assert [one.profile for one in study.conditions] == ["fsQCA", "R"]
        assert study.conditions[0].reason == 'the word "log_odds": stays'
        found = analysis.evidence(study).memberships
        assert [item.profile for item in found.calibrations] == ["fsQCA", "R"]
        assert {one.not_mentioned for one in study.conditions} == {"leave out"}
        store.redo()
        assert [one.profile for one in store.study().conditions] == ["fsQCA", "fsQCA"]
        coded = coded_study()
        talk = replace(coded.source("J/11"), case_ids=(study.cases[0].id,), actor_ids=())
        store.add("interview", [talk, *coded.versions, *coded.codes])
    with closing(sqlite3.connect(f"{path}.before-0001")) as copy:
        assert copy.execute("SELECT log_odds FROM conditions").fetchall() == [("fsQCA",), ("R",)]


def test_a_failed_migration_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, study = tmp_path / "a.consilience", small_study()
    with create_study(path, study.project) as store:
        store.put("fill", study.records())
    with monkeypatch.context() as future:
        program_of_the_future(tmp_path, future, then="op.drop_table('no such table')")
        for _ in range(2):
            with pytest.raises(StudyError, match="cannot be used: no such table"):
                open_study(path)
    assert sorted(entry.name for entry in tmp_path.glob("*before*")) == [
        "a.consilience.before-0005",
        "a.consilience.before-0005.2",
    ]
    with open_study(path) as store:
        assert store.study() == study
