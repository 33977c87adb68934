"""What the commands do with a study file: import, plan, run, report.

Engines load inside the functions: a command loads what it needs and no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study import (
    Citation,
    Claim,
    Project,
    Record,
    ReportingAnswer,
    Study,
    StudyStore,
    add,
    create_study,
    measure_named,
    measures,
    new_id,
    open_study,
    put,
    read_plan,
    remove,
    replace_findings,
)
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from consilience import coding, formats
    from consilience.results import Note

Progress = Callable[[str, dict[str, object]], None]


def demo(folder: Path, tell: Progress) -> tuple[Path, ...]:
    """Build, run and report the demonstration studies; return the files written.

    These are the 60 collaborations and the ten industry alliances, reported in both languages, and
    the constructed study, once with English and once with Chinese texts.

    Raises
    ------
    StudyError
        If the folder holds something else.
    """
    from consilience.demo import (
        alliances_study,
        demo_import,
        demo_plan,
        demo_project,
        driving_study,
    )

    path = folder / "demo.consilience"
    if folder.exists() and any(folder.iterdir()) and not path.exists():
        raise StudyError("cli.error.folder_in_use", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _opened(path, demo_project()) as store:
        study = store.study()
        if not study.cases:
            plan = demo_import(study)
            store.put("import cgcd60.csv", plan.records)
            tell("imported", {"summary": plan})
            store.put("plan", demo_plan())
        run(store, tell)
        written = [
            write_report(store.study(), language, folder / f"report-{language}.html")
            for language in LANGUAGES
        ]
    others = [
        _demo_study(driving_study(one), folder / f"driving-{one}", {one: f"driving-{one}"}, tell)
        for one in LANGUAGES
    ]
    pages = {one: f"alliances-{one}" for one in LANGUAGES}
    others.append(_demo_study(alliances_study(), folder / "alliances", pages, tell))
    files = [path, *written, *(file for group in others for file in group)]
    tell("reported", {"count": sum(file.suffix == ".html" for file in files)})
    return tuple(files)


def _demo_study(
    study: Study, stem: Path, pages: Mapping[Language, str], tell: Progress
) -> tuple[Path, ...]:
    """Build and run a study under a name, and report it on a page for each language."""
    project, *records = study.records()
    path = stem.with_name(f"{stem.name}.consilience")
    with _opened(path, cast("Project", project)) as store:
        if len(store.study().records()) == 1:  # the project alone
            store.add("demonstration", records)
        run(store, tell)
        found = store.study()
    reports = (write_report(found, one, path.with_name(f"{pages[one]}.html")) for one in pages)
    return (path, *reports)


def _opened(path: Path, project: Project) -> StudyStore:
    """Return the study file at a path, made where there is none."""
    return open_study(path) if path.exists() else create_study(path, project)


def example(name: str, path: Path) -> None:
    """Make a study file from facts that come with the program.

    Raises
    ------
    UnknownNameError
        If there is no such example.
    StudyError
        If the file exists already.
    """
    from consilience import checks
    from consilience.demo import cloud12_study

    checks.choice(name, ("cloud12",), "name", "example")
    project, *records = cloud12_study().records()
    with create_study(path, cast("Project", project)) as store:
        store.put(f"example {name}", records)


def claim(store: StudyStore, numbers: Iterable[str], place: str) -> tuple[Claim, ...]:
    """Note numbers of the manuscript, each in place of an earlier one of the same measure.

    Raises
    ------
    DataError
        If one of them is not MEASURE=NUMBER.
    UnknownNameError
        If a measure does not exist.
    """
    study = store.study()
    known = {one.code: one.id for one in study.claims}
    claims = []
    for words, value in pairs(numbers, "claim").items():
        measure = measure_named(words, study)
        if measure is None:
            raise UnknownNameError("measure", "claim", words, measures(study))
        try:
            number = float(value.replace(",", ""))
        except ValueError:
            raise DataError("cli.error.no_number", measure=words, got=value) from None
        identifier = known.get(measure) or new_id()
        claims.append(
            Claim(id=identifier, code=measure, measure=measure, value=number, place=place)
        )
    store.put("claim", claims)
    return tuple(claims)


def cite(
    store: StudyStore, file: Path, encoding: str | None = None
) -> tuple[tuple[coding.FoundCitation, ...], tuple[Note, ...]]:
    """Note what a manuscript cites, in place of what was noted before; return it, and what to know.

    Raises
    ------
    DataError
        If the file cannot be read.
    StudyError
        If no source is registered.
    """
    from consilience import coding, formats

    study = store.study()
    codes = [one.code for one in study.sources if one.kind != "table"]
    if not codes:
        raise StudyError("cli.error.no_register")
    document = formats.read_document(file, encoding=encoding)
    found = coding.citations_in(document.text, codes).places
    records = [
        Citation(
            position=position,
            source_code=one.code,
            kind=one.cited_as,
            place=", ".join(part for part in (one.heading, f"{file.name}:{one.line}") if part),
        )
        for position, one in enumerate(found, start=1)
    ]
    store.record(f"cite {file.name}", [*remove(study, study.citations), *add(records)])
    return found, document.notes


def answer(store: StudyStore, guideline: str, given: Iterable[str]) -> int:
    """Keep answers to items of a reporting guideline, in place of earlier ones; return how many.

    Raises
    ------
    DataError
        If one of them is not ITEM=TEXT.
    UnknownNameError
        If the guideline or an item does not exist.
    """
    from consilience import checks
    from consilience.report.guidelines import reporting_items

    study = store.study()
    items = [one.number for one in reporting_items(study, guideline)]
    known = {(one.guideline, one.item): one.id for one in study.answers}
    answers = [
        ReportingAnswer(
            id=known.get((guideline, item)) or new_id(), guideline=guideline, item=item, text=words
        )
        for item, words in pairs(given, "--answer").items()
        if checks.choice(item, items, "item", guideline)
    ]
    if answers:
        store.put(f"answer {guideline}", answers)
    return len(answers)


def write_checklist(study: Study, guideline: str, language: Language, path: Path) -> Path:
    """Write the sheet of a reporting guideline; the ending of the path tells the format.

    Raises
    ------
    DataError
        If the path ends otherwise.
    """
    from consilience.report.exports.excel import to_excel
    from consilience.report.exports.markdown import to_markdown
    from consilience.report.exports.word import to_word
    from consilience.report.guidelines import reporting_table

    tables = (reporting_table(study, guideline, language),)
    match path.suffix.lower():
        case ".docx":
            path.write_bytes(to_word(tables, language, study.project.title))
        case ".xlsx":
            path.write_bytes(to_excel(tables, language, study.project.title))
        case ".md":
            path.write_text(to_markdown(tables, language), encoding="utf-8", newline="\n")
        case _:
            choices = [".docx", ".xlsx", ".md"]
            raise DataError("exports.error.suffix", choices=choices, file=path.name)
    return path


def import_table(
    store: StudyStore, table: formats.Table, mapping: formats.ColumnMapping, source: str
) -> formats.ImportPlan:
    """Write a table into a study as one change that can be undone."""
    from consilience import formats

    plan = formats.plan_import(table, mapping, store.study(), source)
    store.put(f"import {table.file_name}", plan.records)
    return plan


def load_plan(store: StudyStore, text: str, file: str = "plan.toml") -> tuple[int, int]:
    """Put the conditions and steps of a plan in place of those with the same code or position.

    Returns
    -------
    tuple of int
        How many conditions and steps the plan holds.

    Raises
    ------
    ConsilienceError
        If the plan cannot be read, or names what the study does not have.
    """
    from consilience import analysis

    study = store.study()
    conditions, steps = read_plan(text, file)
    known = {item.code: item.id for item in study.conditions}
    placed = {item.position: item.id for item in study.steps}
    records: list[Record] = [
        *(dataclasses.replace(c, id=known.get(c.code, c.id)) for c in conditions),
        *(dataclasses.replace(s, id=placed.get(s.position, s.id)) for s in steps),
    ]
    for condition in conditions:
        for code in condition.variables:
            study.variable(code)
    for step in steps:
        analysis.check_settings(step.kind, step.settings)
    gone = [s for s in study.steps if steps and s.position > len(steps)]
    changes = (*remove(study, gone), *put(study, records))
    if changes:
        store.record("plan", changes)
    return len(conditions), len(steps)


def proposed(study: Study) -> Study:
    """Return a study whose protocol also has the steps that its records call for."""
    from consilience.analysis.proposals import proposed_steps

    return dataclasses.replace(study, steps=(*study.steps, *proposed_steps(study)))


def run(store: StudyStore, tell: Progress) -> int:
    """Run the protocol; write nothing unless every step succeeds. Return the number of findings."""
    from consilience import analysis

    study = store.study()
    found = []
    for number, (step, finding) in enumerate(analysis.run(study), start=1):
        found.append((step, finding))
        tell("step", {"kind": step.kind, "number": number, "count": len(study.steps)})
    changes = [c for step, item in found for c in replace_findings(study, step.id, [item])]
    if changes:
        store.record("run", changes)
    return len(found)


def write_report(study: Study, language: Language, path: Path) -> Path:
    """Write the report of a study that has been run; return its path."""
    from consilience import analysis, report

    page = report.html_report(study, analysis.evidence(study), language)
    path.write_text(page, encoding="utf-8", newline="\n")
    return path


def write_tables(study: Study, language: Language, path: Path) -> Path:
    """Write the tables of a study that has been run; the ending of the path tells the format.

    Raises
    ------
    DataError
        If the path ends otherwise.
    StudyError
        If the study has no table for a paper.
    """
    from consilience import analysis
    from consilience.report import exports

    for table_format in exports.TABLE_FORMATS:
        if path.suffix.lower() == f".{table_format}":
            found = exports.export_tables(study, analysis.evidence(study), table_format, language)
            path.write_bytes(found)
            return path
    choices = [f".{table_format}" for table_format in exports.TABLE_FORMATS]
    raise DataError("exports.error.suffix", choices=choices, file=path.name)


def write_scripts(study: Study, language: str, folder: Path) -> tuple[Path, ...]:
    """Write the protocol of a study as a script, and the file that it reads; return both paths.

    Raises
    ------
    StudyError
        If the protocol has not been run, or a file cannot be written.
    UnknownNameError
        If the language is neither python nor r.
    """
    from consilience import scripts

    return scripts.write_scripts(study, folder, (scripts.script_language(language),))


def write_figures(
    study: Study, folder: Path, picture_format: str, language: Language, dpi: int
) -> list[tuple[Path, str]]:
    """Write every figure of a study that has been run; return each file with its caption.

    Raises
    ------
    ConsilienceError
        If the format or the resolution is not allowed, the study was not run, or Chinese words
        need a font that is missing.
    """
    from consilience import analysis, checks, plots
    from consilience.report import exports

    kind = checks.choice(picture_format, plots.PICTURE_FORMATS, "format", "figures")
    resolution = checks.whole(dpi, 1, "dpi", "figures")
    found = exports.study_figures(study, analysis.evidence(study), language)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for figure in found:
        path = folder / f"{figure.key.removeprefix('figure-')}.{kind}"
        plots.save(figure, path, language, dpi=resolution)
        written.append((path, plots.words(figure.caption, language)))
    return written


def pairs(values: Iterable[str], option: str) -> dict[str, str]:
    """Return ``NAME=VALUE`` options as a mapping.

    Raises
    ------
    DataError
        If one of them has no equals sign.
    """
    found = {}
    for item in values:
        name, sign, value = item.partition("=")
        if not sign or not name:
            raise DataError("cli.error.pair", option=option, got=item)
        found[name] = value
    return found
