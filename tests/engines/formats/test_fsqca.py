"""Files of fsQCA: read as they stand, and written so that fsQCA opens them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from consilience.errors import ArgumentError
from consilience.formats import fsqca_csv, read_table, to_numeric_frame

FILES = {
    "comma.csv": "case,dev,surv\nAU,0.81,0.05\nBE,,0.95\n",
    "tab.dat": "case\tdev\tsurv\r\nAU\t0.81\t0.05\r\nBE\t\t0.95\r\n",
    "blank.dat": "case dev surv\nAU 0.81 0.05\nBE . 0.95\n",
    "blanks.txt": "case   dev  surv\nAU     0.81 0.05\nBE     .    0.95\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_fsqca_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name].encode())
    frame = to_numeric_frame(read_table(tmp_path / name))
    assert frame.index.tolist() == ["AU", "BE"]
    assert frame["surv"].tolist() == [0.05, 0.95]
    assert np.isnan(frame["dev"].to_numpy()[1])


def test_without_case_names_the_rows_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "plain.dat").write_text("dev surv\n0.81 0.05\n0.2 0.95\n")
    assert to_numeric_frame(read_table(tmp_path / "plain.dat")).index.tolist() == ["2", "3"]


def test_words_with_blanks_stay_one_column(tmp_path: Path) -> None:
    for name in ("names.csv", "names.txt"):
        (tmp_path / name).write_text("name of case\nOrlando Bridge\nDover\n")
        assert read_table(tmp_path / name).columns == ("name of case",)


def test_what_is_written_is_plain_and_comes_back(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"=1+1": [0.1, 1 / 3], "信任": [1.0, np.nan], "a b": [0.0, 0.5], "AB": [0.2, 0.3]},
        index=["@SUM(A1)", "sum a1"],
    )
    text = fsqca_csv(frame)
    assert text.splitlines()[0] == "case,V1,V2,ab,V4"
    assert text.isascii()
    (tmp_path / "sets.csv").write_text(text)
    back = to_numeric_frame(read_table(tmp_path / "sets.csv"))
    assert back.index.tolist() == ["SUMA1", "c2"]
    np.testing.assert_array_equal(back.to_numpy(), frame.to_numpy())


def test_a_number_already_taken_gets_a_letter_more() -> None:
    assert fsqca_csv(pd.DataFrame({"V2": [1.0], "信": [2.0]})).startswith("case,V2,V2x\n")


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(ArgumentError, match="frame of fsqca_csv"):
        fsqca_csv(3)  # type: ignore[arg-type]  # (wrong on purpose)
