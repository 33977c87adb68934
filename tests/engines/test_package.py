"""The package itself: lazy, light, and honest about what it holds."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import consilience
from consilience.errors import UnknownNameError
from consilience.references import bibtex, citation, library
from consilience.results import Note, Result, plain

HEAVY = {"numpy", "pandas", "numba", "matplotlib"}


def test_import_loads_nothing_heavy() -> None:
    code = f"import consilience, sys; print(sorted(set(sys.modules) & {HEAVY}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_engine() -> None:
    code = (
        "import sys; sys.argv = ['consilience', '--help']\n"
        "from consilience.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set(sys.modules) & {HEAVY | {'sqlalchemy', 'rich'}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_packages_are_there_on_first_use() -> None:
    for name in consilience.__all__:
        assert getattr(consilience, name) is not None
    assert set(consilience.__all__) <= set(dir(consilience))
    with pytest.raises(AttributeError):
        consilience.nothing  # noqa: B018  (the access is the test)


def test_references_are_complete_and_readable() -> None:
    for key, entry in library().items():
        assert entry["author"]
        assert entry["year"].isdecimal()
        assert key in bibtex([key])
        assert entry["year"] in citation(key)
    with pytest.raises(UnknownNameError):
        citation("ragin2007")


def test_plain_values() -> None:
    values = {"a": np.float64(1.5), "b": (np.int64(2), float("nan")), "c": np.array([1.0, np.nan])}
    assert plain(values) == {"a": 1.5, "b": [2, None], "c": [1.0, None]}
    assert plain(Note("qca.note.no_necessary")) == {
        "key": "qca.note.no_necessary",
        "values": {},
        "level": "info",
    }


def test_a_result_without_a_table_says_which() -> None:
    with pytest.raises(TypeError, match="Result"):
        Result(parameters={}).to_frame()
    nested = plain({"inner": Result(parameters={"x": 1})})
    assert nested["inner"]["parameters"] == {"x": 1}


def test_notes_are_shown_escaped_in_a_notebook() -> None:
    class Shown(Result):
        def to_frame(self) -> pd.DataFrame:
            return pd.DataFrame({"a": [1]})

    note = Note("qca.note.undefined", {"sets": ["<script>"]})
    assert "&lt;script&gt;" in Shown(parameters={}, notes=(note,))._repr_html_()
