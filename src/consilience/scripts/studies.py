"""The protocol of a study that has been run, as one script and the file that it reads."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from consilience import analysis, calibration, checks
from consilience.errors import StudyError, system_reason
from consilience.results import Result
from consilience.scripts.parts import parts
from consilience.scripts.python_scripts import python_text
from consilience.scripts.r_scripts import r_text_of
from consilience.scripts.source import Chapter, Source
from consilience.study import Step, Study
from consilience.texts import Language, text

ScriptLanguage = Literal["python", "r"]
LANGUAGES: tuple[ScriptLanguage, ...] = ("python", "r")
RAW_FILE = "raw.csv"
_ENDINGS: dict[str, str] = {"python": "protocol.py", "r": "protocol.R"}


def study_script(
    study: Study,
    language: ScriptLanguage = "python",
    outcome: str | None = None,
    comments: Language | None = None,
) -> str:
    """Return the protocol of a study as one script that computes its findings again.

    Each condition is calibrated from the raw values of ``raw.csv`` (see :func:`write_scripts`),
    then each step follows. A step or a part of it that has no counterpart in the language is a
    comment that says why.

    Parameters
    ----------
    study : Study
        A study whose protocol has been run.
    language : {"python", "r"}
        The language of the script.
    outcome : str, optional
        Only what was found for this outcome, such as ``"~VC"``.
    comments : {"en", "zh"}, optional
        The language of its comments; that of the study if not given.

    Raises
    ------
    StudyError
        If the protocol has not been run, or by a version that kept its findings in another form.
    UnknownNameError
        If the language is unknown.

    Examples
    --------
    >>> from consilience.demo import demo_study
    >>> from consilience.study import study_of
    >>> study = demo_study()
    >>> done = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    >>> "library(QCA)" in study_script(done, "r")
    True
    """
    script_language(language)
    speech = comments or study.project.language
    chapters = list(_chapters(study, speech, outcome))
    source = Source(RAW_FILE, conditions=tuple(study.conditions))
    if language == "r":
        return r_text_of(chapters, source, speech)
    return python_text(chapters, source, speech)


def script_language(given: str) -> ScriptLanguage:
    """Return the language of scripts that a user named, ``"python"`` or ``"r"``.

    Raises
    ------
    UnknownNameError
        If it is another one.
    """
    return "r" if checks.choice(given, _ENDINGS, "language", "script") == "r" else "python"


def write_scripts(
    study: Study, folder: Path, languages: Sequence[ScriptLanguage] = ("python", "r")
) -> tuple[Path, ...]:
    """Write ``raw.csv`` and a script in each language into a folder; return the files.

    ``raw.csv`` holds the raw value of every condition for every case, after waves, reversal and
    combination of scores; an empty cell where a case has none.

    Raises
    ------
    StudyError
        If the protocol has not been run, or a file cannot be written.
    """
    texts = {_ENDINGS[language]: study_script(study, language) for language in languages}
    texts[RAW_FILE] = raw_csv(study)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, shown in texts.items():
            (folder / name).write_text(shown, encoding="utf-8", newline="")
    except OSError as error:
        raise StudyError(
            "study.file.no_place", path=str(folder), reason=system_reason(error)
        ) from error
    return tuple(folder / name for name in texts)


def raw_csv(study: Study) -> str:
    """Return the raw values of a study's conditions as CSV, one row a case."""
    found = analysis.memberships(study)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case", *found.conditions])
    for case, line in zip(found.cases, found.raw, strict=True):
        writer.writerow([case, *("" if np.isnan(value) else repr(float(value)) for value in line)])
    return file.getvalue()


def _chapters(study: Study, speech: Language, outcome: str | None) -> Iterator[Chapter]:
    for step, result in analysis.step_results(study):
        if step.kind == "calibrate":
            continue
        title = f"{step.position}. {text(f'analysis.step.{step.kind}', speech)}"
        whole = tuple(_with_columns(item, step) for item in parts(result))
        found = tuple(item for item in whole if outcome in {None, _outcome(item)})
        if found:
            yield Chapter(found, title)
        elif outcome is None:
            yield Chapter((), text("scripts.given_by_hand", speech, step=title))


def _outcome(result: Result) -> object:
    return result.parameters.get("outcome")


def _with_columns(result: Result, step: Step) -> Result:
    """Return a result of arrays with the conditions that they are the memberships of."""
    if not isinstance(result, calibration.DualLogic):
        return result
    names = [step.settings["joint"], step.settings["asymmetric"]]
    return dataclasses.replace(result, parameters={**result.parameters, "columns": names})
