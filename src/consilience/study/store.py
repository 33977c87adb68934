"""The study file: one SQLite file that holds all records and the log of how they came about."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import URL, create_engine, event
from sqlalchemy.exc import DatabaseError

from consilience import checks
from consilience.errors import StudyError, system_reason
from consilience.study.changes import Change, add, put, remove
from consilience.study.history import audit, read_events, study_at, turn_back, write_event
from consilience.study.rows import read_desk, read_study
from consilience.study.schema import REVISION
from consilience.study.validation import check_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from consilience.study.base_records import Project
    from consilience.study.edits.edit import Edit
    from consilience.study.history import Event
    from consilience.study.model import Study
    from consilience.study.problem import Problem
    from consilience.study.records import Record
    from consilience.texts import Language

APPLICATION_ID = 0x434F4E53  # "CONS", in the header of every study file
BUSY_SECONDS = 30.0  # how long a change waits for another program's change


class StudyStore:
    """An open study file; made by :func:`create_study` and :func:`open_study`.

    Several programs may have the same file open: each change is one transaction, on the disk when
    the method returns.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    def study(self, at: int | None = None) -> Study:
        """Return the study as it is, or as it was after the event with the number ``at``.

        Raises
        ------
        StudyError
            If there is no such event.
        """
        with _transaction(self._engine, self.path) as connection:
            if at is None:
                return read_study(connection)
            return study_at(connection, checks.whole(at, 1, "at", "StudyStore.study"))

    def desk(self, source: str) -> Study:
        """Return what coding one source needs: its texts, the codebook, cases, people and rounds.

        Nothing else is read, so it is quick however large the file is. The codings of other
        sources, scores and findings are not in it.

        Raises
        ------
        UnknownNameError
            If there is no source with this code.
        """
        with _transaction(self._engine, self.path) as connection:
            return read_desk(connection, source)

    def make(self, edit: Edit, actor: str | None = None, language: Language = "en") -> Event | None:
        """Make an edit and log it by its sentence; no event where all is so already.

        Raises
        ------
        StudyError, DataError
            As :meth:`record`.
        """
        if not edit.changes:
            return None
        return self.record(edit.sentence(language), edit.changes, actor)

    def record(self, operation: str, changes: Iterable[Change], actor: str | None = None) -> Event:
        """Make changes and log them as one event.

        Parameters
        ----------
        operation
            What was done, in the user's words, such as ``"import cgcd60.csv"``.
        changes
            At least one; see :func:`put`, :func:`remove` and
            :func:`~consilience.study.replace_findings`.
        actor
            Code of the actor who did it.

        Raises
        ------
        StudyError
            If there is no change, or if a record was changed by someone else meanwhile.
        DataError
            If a record is wrong or does not fit to the others. Nothing is changed then.
        """
        check_text(operation, "operation")
        check_text(actor or "", "actor")
        with _transaction(self._engine, self.path, writing=True) as connection:
            return write_event(connection, operation, tuple(changes), actor=actor)

    def put(
        self, operation: str, records: Iterable[Record], actor: str | None = None
    ) -> Event | None:
        """Add records or put other versions of them; no event where all are there already."""
        changes = put(self.study(), records)
        return self.record(operation, changes, actor) if changes else None

    def add(self, operation: str, records: Iterable[Record], actor: str | None = None) -> Event:
        """Add new records without reading the study: quick, however large the file is.

        Raises
        ------
        StudyError
            If there is none.
        DataError
            If the file has one with the same id or key, or if one is wrong.
        """
        return self.record(operation, add(records), actor)

    def remove(self, operation: str, records: Iterable[Record], actor: str | None = None) -> Event:
        """Take records out; a step's findings go with it."""
        return self.record(operation, remove(self.study(), records), actor)

    def undo(self, actor: str | None = None) -> Event:
        """Take back the last change that has not been undone, as a new event.

        Raises
        ------
        StudyError
            If there is none.
        """
        with _transaction(self._engine, self.path, writing=True) as connection:
            return turn_back(connection, "undo", actor=actor)

    def redo(self, actor: str | None = None) -> Event:
        """Make the change again that was undone last; a new change ends this possibility.

        Raises
        ------
        StudyError
            If there is none.
        """
        with _transaction(self._engine, self.path, writing=True) as connection:
            return turn_back(connection, "redo", actor=actor)

    def events(self, after: int = 0, about: Iterable[str] = ()) -> tuple[Event, ...]:
        """Return the log in order, only what came after an event, or only what names some ids."""
        first = checks.whole(after, 0, "after", "StudyStore.events")
        with _transaction(self._engine, self.path) as connection:
            return tuple(read_events(connection, first, tuple(about)))

    def audit(self) -> tuple[Problem, ...]:
        """Replay the log from nothing; return what differs from the tables, () where nothing."""
        with _transaction(self._engine, self.path) as connection:
            return audit(connection)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def create_study(path: str | PathLike[str], project: Project) -> StudyStore:
    """Make a new study file and open it.

    Parameters
    ----------
    path
        Where; the folder exists, the file does not.
    project
        What the study is about.

    Raises
    ------
    StudyError
        If the file exists or cannot be written.
    DataError
        If the project is wrong; no file is left then.

    Examples
    --------
    >>> import tempfile
    >>> from consilience.study import Project
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with create_study(f"{folder}/a.consilience", Project(code="P", title="A")) as store:
    ...         print(store.study().project.title, store.events()[0].operation)
    A create
    """
    from consilience.study.migration import upgrade  # noqa: PLC0415  (Alembic is slow to load)

    file = Path(path)
    try:
        file.touch(exist_ok=False)
    except FileExistsError as error:
        raise StudyError("study.file.exists", path=str(file)) from error
    except OSError as error:
        raise StudyError(
            "study.file.no_place", path=str(file), reason=system_reason(error)
        ) from error
    engine = _engine(file)
    try:
        with closing(sqlite3.connect(file)) as plain:
            plain.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        with _transaction(engine, file, writing=True) as connection:
            upgrade(connection)
            creation = Change(kind="project", before=None, after=project)
            write_event(connection, "create", (creation,), actor=None)
    except BaseException:
        engine.dispose()
        file.unlink()
        raise
    return StudyStore(file, engine)


def open_study(path: str | PathLike[str]) -> StudyStore:
    """Open a study file; a file of an older version is brought to the present one.

    The old file is kept as NAME.before-REVISION.

    Raises
    ------
    StudyError
        If the file is missing, is no study, is damaged, or was made by a newer version.
    """
    file = Path(path)
    _check_header(file)
    engine = _engine(file)
    try:
        with _transaction(engine, file) as connection:
            statement = "SELECT version_num FROM alembic_version"
            revision = connection.exec_driver_sql(statement).scalar_one()
        if revision != REVISION:
            _upgrade(engine, file, revision)
    except BaseException:
        engine.dispose()
        raise
    return StudyStore(file, engine)


def _check_header(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            header = stream.read(100)
    except FileNotFoundError as error:
        raise StudyError("study.file.missing", path=str(file)) from error
    except OSError as error:
        reason = system_reason(error)
        raise StudyError("study.file.unreadable", path=str(file), reason=reason) from error
    mark = int.from_bytes(header[68:72])
    if not header.startswith(b"SQLite format 3\0") or mark != APPLICATION_ID:
        raise StudyError("study.file.no_study", path=str(file))


def _upgrade(engine: Engine, file: Path, revision: str) -> None:
    from consilience.study import migration  # noqa: PLC0415  (Alembic is slow to load)

    if revision not in migration.known_revisions():
        raise StudyError("study.file.newer", path=str(file), revision=revision)
    migration.keep_copy(file, revision)
    with _transaction(engine, file, writing=True) as connection:
        migration.upgrade(connection)


def _engine(file: Path) -> Engine:
    address = URL.create("sqlite", database=str(file))
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    # A change takes the lock at once, so what it has read is still true when it writes.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def _transaction(engine: Engine, file: Path, *, writing: bool = False) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(writing=writing) as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        locked = "locked" in str(error.orig)
        key = "study.file.busy" if locked else "study.file.unusable"
        raise StudyError(key, path=str(file), reason=str(error.orig)) from error
