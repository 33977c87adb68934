"""A result as a short script of R that computes it again with the packages QCA or NCA."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consilience import qca
from consilience.calibration import Calibrated
from consilience.errors import DataError
from consilience.formats import Table
from consilience.results import Result
from consilience.scripts.parts import NUMERIC, columns_of, sides
from consilience.scripts.python_scripts import scripted
from consilience.scripts.quoting import comment, r_call, r_text
from consilience.scripts.r_calibration import condition_lines
from consilience.scripts.r_lines import RWriter
from consilience.scripts.r_names import RNames
from consilience.scripts.r_results import R_WRITERS
from consilience.scripts.source import DATA_FILE, Chapter, Source, known_columns, source_of
from consilience.texts import Language, text
from consilience.version import __version__

MOST_CONDITIONS = 16  # above, R QCA loses prime implicants without a word


def r_script(
    *results: Result,
    file: str | Table = DATA_FILE,
    case_column: str | None = "case",
    column: str = "value",
    language: Language = "en",
) -> str:
    r"""Return a script of R that computes results again from a file of the data.

    It uses the package QCA (Duşa 2019; written for 3.23), for NCA the package NCA, and names all
    settings. Names that R QCA cannot take are replaced by V1, V2, ... and listed in a comment.

    Parameters
    ----------
    results
        At least one: calibrated values, necessity, truth tables, solutions, ...
    file
        The data, as for :func:`python_script`; one CSV file, UTF-8 unless a table says otherwise.
    case_column
        Column with the case names; None if the rows are numbered.
    column
        Column with the raw values of calibrated ones.
    language
        Of the comments, ``"en"`` or ``"zh"``.

    Returns
    -------
    str
        The script; the same text for the same results.

    Raises
    ------
    ArgumentError
        If there is no result, or one that has no script.
    DataError
        If R has no counterpart, or gives another answer: more than 16 conditions, two inclusion
        cut-offs together with a frequency cut-off, several conjunctural expectations, no
        sufficient row.

    Examples
    --------
    >>> found = qca.fit({"A": [0.9, 0.2], "Y": [0.8, 0.3]}, "A", "Y")
    >>> print(r_script(found).splitlines()[-1])
    print(pof("A", "Y", data = data, relation = "sufficiency"))

    References
    ----------
    Duşa, A. (2019). QCA with R: A Comprehensive Resource. Springer.
    """
    found = scripted(results, "r_script")
    return r_text_of([Chapter(found)], source_of(file, case_column, column), language)


def r_text_of(chapters: Sequence[Chapter], source: Source, language: Language) -> str:
    """Return the script of chapters over a source.

    Raises
    ------
    DataError
        If R is not right for a result of a chapter without a title.
    """
    found = [item for chapter in chapters for item in chapter.results]
    needed = [
        (source.column,) if isinstance(item, Calibrated) else columns_of(item) for item in found
    ]
    writer = RWriter(source, RNames(known_columns(source, needed)), language)
    for chapter in chapters:
        if chapter.title:
            writer.lines += ["", comment(chapter.title)]
        for item in chapter.results:
            _write(writer, item, refuse=not chapter.title)
    lines = head(source, writer.names, found, language)
    return "\n".join([*lines, *writer.lines]) + "\n"


def _write(writer: RWriter, result: Result, *, refuse: bool) -> None:
    written = len(writer.lines)
    try:
        refuse_unfit(result)
        R_WRITERS[type(result)](writer, result)
    except DataError as error:
        if refuse:
            raise
        writer.forget(written)
        writer.lines += ["", comment(error.sentence(writer.language))]


def refuse_unfit(result: Result) -> None:
    """Refuse a result that R computes otherwise or not at all.

    Raises
    ------
    DataError
        With the reason.
    """
    given = result.parameters
    if type(result) not in R_WRITERS:
        key = "set_methods" if isinstance(result, qca.CasePairs) else "no_counterpart"
        raise DataError(f"scripts.r.{key}", result=type(result).__name__)
    if not isinstance(result, NUMERIC):
        for settings in (given, *(side.parameters for side in sides(result))):
            _refuse_settings(settings)
    status = getattr(result, "status", "solved")
    if status == "no sufficient row":
        raise DataError("scripts.r.no_sufficient_row")
    free = status == "every row sufficient" and (
        given["solution"] != "conservative" or given["contradictions"] == "absorbed"
    )
    if free:
        raise DataError("scripts.r.every_row_sufficient")


def _refuse_settings(given: Mapping[str, Any]) -> None:
    conditions = given.get("conditions") or ()
    if len(conditions) > MOST_CONDITIONS:
        raise DataError("scripts.r.too_many", conditions=len(conditions), most=MOST_CONDITIONS)
    if given.get("path_cut"):
        raise DataError("scripts.r.path_cut")
    two_cuts = "frequency_cut" in given and isinstance(given["inclusion_cut"], tuple | list)
    if two_cuts and given["frequency_cut"] > 1:
        raise DataError("scripts.r.contradictions_and_frequency")
    if two_cuts and _leaves_contradictions(given):
        raise DataError("scripts.r.contradictions_as_remainders")


def _leaves_contradictions(given: Mapping[str, object]) -> bool:
    kept = given.get("contradictions") in {"remainder", "absorbed"}
    return kept and given.get("solution") == "intermediate"


def head(source: Source, names: RNames, results: Sequence[Result], language: Language) -> list[str]:
    """Return the lines that load the packages and the data."""
    kinds = {type(item) for item in results}
    packages = ["QCA"] if kinds - {qca.NecessaryConditionAnalysis} or source.conditions else []
    packages += ["NCA"] if qca.NecessaryConditionAnalysis in kinds else []
    lines = [comment(text("scripts.head", language, version=__version__))]
    lines += [f"library({package})" for package in packages]
    if source.sheet:
        lines.append(comment(text("scripts.r.workbook", language)))
    lines += ["", f"data <- {r_call('read.csv', _reading(source))}"]
    if names.changed:
        lines += ["", comment(text("scripts.r.names", language))]
        lines += [comment(f"{short}: {name}") for name, short in names.changed.items()]
        lines += [
            f"names(data)[names(data) == {r_text(name)}] <- {r_text(short)}"
            for name, short in names.changed.items()
        ]
    if source.conditions:
        lines += ["", "sets <- data"]
        for condition in source.conditions:
            lines += condition_lines(condition, names.of(condition.code), language)
    return lines


def _reading(source: Source) -> list[str]:
    file = DATA_FILE if source.sheet else source.file
    arguments = [
        r_text(file),
        *([f"row.names = {r_text(source.case_column)}"] if source.case_column else []),
    ]
    if source.delimiter != ",":
        arguments.append(f"sep = {r_text(source.delimiter)}")
    if source.decimal != ".":
        arguments.append(f"dec = {r_text(source.decimal)}")
    plain = source.encoding.lower() in {"", "utf-8", "utf-8-sig", "ascii", "utf_8"}
    coded = '"UTF-8"' if plain else r_text(source.encoding)
    arguments.append(f"encoding = {coded}" if plain else f"fileEncoding = {coded}")
    return [*arguments, "check.names = FALSE"]
