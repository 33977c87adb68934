"""A result as a short script of Python that computes it again."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.errors import ArgumentError
from consilience.formats import Table
from consilience.results import Result
from consilience.scripts.parts import ORIGINS, parts
from consilience.scripts.python_lines import PythonWriter
from consilience.scripts.python_reading import numeric, reading
from consilience.scripts.quoting import comment
from consilience.scripts.source import DATA_FILE, Chapter, Source, source_of
from consilience.texts import Language, text
from consilience.version import __version__


def python_script(
    *results: Result,
    file: str | Table = DATA_FILE,
    case_column: str | None = "case",
    column: str = "value",
) -> str:
    r"""Return a script of Python that computes results again from a file of the data.

    All settings that made a result stand in the script, those left at their default too.

    Parameters
    ----------
    results
        At least one: calibrated values, necessity, truth tables, solutions, ... A result that
        rests on a truth table brings its lines with it; the same table is made once.
    file
        The data: memberships by condition, one row a case; for calibrated values their raw values
        in one column. A name, or the table that :func:`consilience.formats.read_table`
        returned, whose encoding and delimiter the script then names.
    case_column
        Column with the case names; None if the rows are numbered.
    column
        Column with the raw values of calibrated ones.

    Returns
    -------
    str
        The script; the same text for the same results.

    Raises
    ------
    ArgumentError
        If there is no result, or one that has no script.

    Examples
    --------
    >>> from consilience import qca
    >>> found = qca.fit({"A": [0.9, 0.2], "Y": [0.8, 0.3]}, "A", "Y")
    >>> print(python_script(found).splitlines()[-2])
    fit = qca.fit(data, expression='A', outcome='Y', relation='sufficiency')

    References
    ----------
    The form of the script is a convention of this program.
    """
    found = scripted(results, "python_script")
    return python_text([Chapter(found)], source_of(file, case_column, column))


def python_text(chapters: Sequence[Chapter], source: Source, language: Language = "en") -> str:
    """Return the script of chapters over a source."""
    found = [item for chapter in chapters for item in chapter.results]
    modules = {"formats", *(ORIGINS[type(item)].module.__name__.split(".")[-1] for item in found)}
    if source.conditions:
        modules |= {"calibration"}
    writer = PythonWriter(source, language)
    for chapter in chapters:
        if chapter.title:
            writer.lines += ["", comment(chapter.title)]
        for item in chapter.results:
            writer.add(item)
    head = comment(text("scripts.head", language, version=__version__))
    return (
        "\n".join([head, *reading(source, modules, numeric(source, found)), *writer.lines]) + "\n"
    )


def scripted(results: Sequence[Result], owner: str) -> tuple[Result, ...]:
    """Return the parts of results that have a script.

    Raises
    ------
    ArgumentError
        If there is none, or a result without.
    """
    found: list[Result] = []
    for result in results:
        inside = list(parts(result))
        if not inside:
            raise ArgumentError("results", owner, "scripted", type(result).__name__)
        found += inside
    if not found:
        raise ArgumentError("results", owner, "scripted", ())
    return tuple(found)
