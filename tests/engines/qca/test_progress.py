"""Whoever listens hears how far a search is, can end it, and changes nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import ArgumentError
from consilience.qca import cover_bounds, irredundant, thresholded


def _noisy(conditions: int, cases: int) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    bits = rng.integers(0, 2, (cases, conditions))
    names = [f"C{n}" for n in range(conditions)]
    return pd.DataFrame(bits, columns=names).assign(Y=rng.integers(0, 2, cases))


TABLE = qca.truth_table(_noisy(8, 60), "Y")


@pytest.mark.parametrize("solution", ["conservative", "parsimonious", "intermediate"])
def test_a_listener_hears_and_changes_nothing(solution: qca.SolutionType) -> None:
    heard: list[qca.Progress] = []
    wanted = qca.minimize(TABLE, solution, {"C1": 1})
    with qca.listening(heard.append):
        found = qca.minimize(TABLE, solution, {"C1": 1})
    assert found == wanted
    assert {"implicants", "ties"} <= {report.phase for report in heard}
    assert all(0 <= report.share <= 1 for report in heard)
    count = len(heard)
    qca.minimize(TABLE, solution, {"C1": 1})
    assert len(heard) == count


def test_what_a_listener_raises_ends_the_search() -> None:
    def stop(progress: qca.Progress) -> None:
        raise InterruptedError(progress.phase)

    with pytest.raises(InterruptedError, match="implicants"), qca.listening(stop):
        qca.minimize(TABLE)
    assert qca.minimize(TABLE).models


@pytest.mark.parametrize(
    ("phase", "settings"),
    [("irredundant covers", {"covers": "irredundant"}), ("consistent paths", {"path_cut": 0.9})],
)
def test_longer_searches_report_and_can_be_ended(phase: str, settings: dict[str, Any]) -> None:
    def stop(progress: qca.Progress) -> None:
        heard.append(progress)
        if progress.phase == phase:
            raise InterruptedError(phase)

    heard: list[qca.Progress] = []
    settings |= {"budget": 3_000, "most_models": 20}
    with pytest.raises(InterruptedError, match=phase), qca.listening(stop):
        qca.minimize(TABLE, "parsimonious", **settings)
    wanted = qca.minimize(TABLE, "parsimonious", **settings)
    with qca.listening(heard.append):
        assert qca.minimize(TABLE, "parsimonious", **settings) == wanted
    last = [report for report in heard if report.phase == phase][-1]
    assert 0 < last.done <= last.total


def test_searches_in_slices_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    settings: list[dict[str, Any]] = [
        {"covers": "irredundant", "budget": 3_000, "most_models": 20},
        {"path_cut": 0.9},
    ]
    wanted = [qca.minimize(TABLE, "parsimonious", **each) for each in settings]
    monkeypatch.setattr(thresholded, "COMPILED_SLICE", 2_000)
    monkeypatch.setattr(irredundant, "_ROOM", 3)
    assert [qca.minimize(TABLE, "parsimonious", **each) for each in settings] == wanted


def test_the_innermost_listener_hears() -> None:
    outer: list[qca.Progress] = []
    inner: list[qca.Progress] = []
    with qca.listening(outer.append):
        with qca.listening(inner.append):
            qca.minimize(TABLE)
        assert inner
        assert not outer
        qca.minimize(TABLE)
    assert len(outer) == len(inner)


@pytest.mark.parametrize("listener", [None, 5, "print", [print]])
def test_a_listener_must_be_callable(listener: object) -> None:
    with pytest.raises(ArgumentError, match="a function that can be called"):
        qca.listening(listener)  # type: ignore[arg-type]  # what is refused


def test_a_phase_without_units_has_passed() -> None:
    assert qca.Progress("ties", 0, 0).share == 1.0
    assert qca.Progress("ties", 30, 20).share == 1.0


def test_an_error_of_a_programme_reaches_the_caller() -> None:
    def fails() -> int:
        raise MemoryError

    with pytest.raises(MemoryError):
        cover_bounds._waited(fails)


_LONG = """
import numpy as np
from consilience import qca
rng = np.random.default_rng(1)
data = {f"C{n}": rng.integers(0, 2, 1500) for n in range(30)}
table = qca.truth_table(data | {"Y": rng.integers(0, 2, 1500)}, "Y")
with qca.listening(lambda progress: print(progress.phase, flush=True)):
    qca.minimize(table, "parsimonious")
"""


@pytest.mark.slow
def test_an_interrupt_ends_a_search_of_hours() -> None:
    with subprocess.Popen([sys.executable, "-c", _LONG], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"implicants\n"
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) != 0
