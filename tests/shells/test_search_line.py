"""The line of progress that a long search keeps on a terminal."""

from __future__ import annotations

import io
import sys
from typing import get_args

import pytest

from consilience import analysis, qca
from consilience.cli import output
from consilience.qca.progress import Phase


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _on_terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    found = _Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setattr(output, "_QUIET", 0.0)
    monkeypatch.setattr(output, "_PAUSE", 0.0)
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("phase", get_args(Phase))
def test_every_phase_is_shown_with_the_time_left(
    monkeypatch: pytest.MonkeyPatch, language: str, phase: str
) -> None:
    terminal = _on_terminal(monkeypatch)
    monkeypatch.setenv("CONSILIENCE_LANGUAGE", language)
    line = output._SearchLine()
    line.show(analysis.Progress(phase, 30, 120, 77))  # type: ignore[arg-type]  # a parameter
    shown = terminal.getvalue()
    assert "25" in shown
    assert ("left" if language == "en" else "秒") in shown
    assert ("77" in shown) == (phase in {"implicants", "ties", "irredundant covers", "pairs"})
    line.clear()
    assert terminal.getvalue().endswith(" \r")
    line.clear()


def test_a_search_on_a_terminal_leaves_no_line_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _on_terminal(monkeypatch)
    table = qca.truth_table({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 1, 0]}, "Y")
    with output.searching():
        qca.minimize(table, "intermediate", {"A": 1})
        assert "prime implicants" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")


def test_searches_within_pairs_do_not_hide_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _on_terminal(monkeypatch)
    line = output._SearchLine()
    line.show(analysis.Progress("pairs", 1, 10))
    line.show(analysis.Progress("implicants", 1, 10))
    assert "implicants" not in terminal.getvalue()
    line.show(analysis.Progress("pairs", 10, 10))
    line.show(analysis.Progress("implicants", 1, 10))
    assert "implicants" in terminal.getvalue()


def test_short_searches_and_files_stay_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _on_terminal(monkeypatch)
    monkeypatch.setattr(output, "_QUIET", 1e9)
    output._SearchLine().show(analysis.Progress("ties", 1, 2))
    monkeypatch.setattr(output, "_QUIET", 0.0)
    monkeypatch.setattr(output, "_PAUSE", 1e9)
    output._SearchLine().show(analysis.Progress("ties", 1, 2))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with output.searching():
        assert not terminal.getvalue()
