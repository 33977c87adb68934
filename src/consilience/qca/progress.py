"""How far a long search has come, for whoever listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from consilience.errors import ArgumentError

Phase = Literal[
    "implicants",
    "consistent paths",
    "smallest cover",
    "programme",
    "ties",
    "irredundant covers",
    "pairs",
]


@dataclass(frozen=True)
class Progress:
    """One report of a search that is under way.

    ``done`` of ``total`` units of the phase have passed: sufficient rows for ``"implicants"``,
    conjunctions measured for ``"consistent paths"`` (a cut-off for the inclusion of paths), search
    nodes for ``"smallest cover"``, ``"ties"`` and ``"irredundant covers"``, seconds for
    ``"programme"`` (a linear or integer programme), pairs of models for ``"pairs"``. All but
    implicants and pairs may end before their total, which is what they use at most. ``found``
    counts implicants or models.
    """

    phase: Phase
    done: int
    total: int
    found: int = 0

    @property
    def share(self) -> float:
        """Part of the phase that has passed, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 1.0


Listener = Callable[[Progress], None]

_listener: ContextVar[Listener | None] = ContextVar("consilience_qca_progress", default=None)


def listening(listener: Listener) -> AbstractContextManager[None]:
    """Report the progress of every search within the block, several times a second.

    What the listener raises ends the search and reaches the caller; so does Ctrl-C. Results do
    not depend on who listens.

    Parameters
    ----------
    listener : callable
        Called with a :class:`Progress`; its answer is not looked at.

    Returns
    -------
    context manager
        Enters and leaves without a value. Blocks may be nested: the innermost listener hears.

    Raises
    ------
    ArgumentError
        If the listener cannot be called.

    Examples
    --------
    >>> from consilience.qca import minimize, truth_table
    >>> table = truth_table({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 1, 0]}, "Y")
    >>> heard = []
    >>> with listening(heard.append):
    ...     found = minimize(table, "parsimonious")
    >>> heard[0]
    Progress(phase='implicants', done=3, total=3, found=2)

    References
    ----------
    A convention of this program.
    """
    if not callable(listener):
        raise ArgumentError("listener", "listening", "callable", type(listener).__name__)
    return _heard_by(listener)


@contextmanager
def _heard_by(listener: Listener) -> Iterator[None]:
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(phase: Phase, done: int, total: int, found: int = 0) -> None:
    """Report to the listener, if there is one."""
    listener = _listener.get()
    if listener is not None:
        listener(Progress(phase, done, total, found))
