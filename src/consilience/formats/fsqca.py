"""Memberships as a file that fsQCA opens: comma-separated, plain names, no formulas."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd

from consilience import checks

_PLAIN = re.compile(r"[^A-Za-z0-9]")


def fsqca_csv(frame: pd.DataFrame) -> str:
    r"""Return memberships as the text of a CSV file for fsQCA.

    The first column, ``case``, holds the index. Names hold only letters and digits and begin with
    a letter, so that fsQCA takes them and no spreadsheet reads a formula; other characters are
    dropped, and a name that is then empty or there already gets a number (a convention of this
    program). A missing value is an empty cell.

    Parameters
    ----------
    frame
        Numbers, shape (cases, columns); the index holds the case names.

    Returns
    -------
    str
        The text, in ASCII, one line a case.

    Raises
    ------
    ArgumentError
        If it is no table with named columns.

    Examples
    --------
    >>> print(fsqca_csv(pd.DataFrame({"trust high": [0.9, None]}, index=["Orlando B", "=1"])))
    case,trusthigh
    OrlandoB,0.9
    c2,
    <BLANKLINE>

    References
    ----------
    Ragin, C. C. and Davey, S. (2016). Fuzzy-Set/Qualitative Comparative Analysis 3.0. Irvine:
    Department of Sociology, University of California.
    """
    found = checks.frame(frame, "frame", "fsqca_csv")
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case", *_names([str(name) for name in found.columns], "V", {"case"})])
    cases = _names([str(case) for case in found.index], "c", set())
    for case, line in zip(cases, found.to_numpy(dtype=float), strict=True):
        writer.writerow([case, *("" if value != value else repr(float(value)) for value in line)])  # noqa: PLR0124  (NaN)
    return file.getvalue()


def _names(given: list[str], letter: str, taken: set[str]) -> list[str]:
    """Return plain names, each once; fsQCA does not tell upper from lower case."""
    found = []
    for place, name in enumerate(given, start=1):
        plain = _PLAIN.sub("", name)
        if not plain or plain[0].isdigit() or plain.lower() in taken:
            plain = f"{letter}{place}"
        while plain.lower() in taken:
            plain += "x"
        taken.add(plain.lower())
        found.append(plain)
    return found
