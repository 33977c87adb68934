"""The cases of a study: loaded from a table, listed with their groups."""

from __future__ import annotations

import typer

from consilience.cli.output import (
    AsJson,
    EncodingOption,
    SheetOption,
    StudyPath,
    TablePath,
    said,
    say,
)

app = typer.Typer(
    help="The cases of a study.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def load(
    study: StudyPath,
    table: TablePath,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Load cases from a table: case, name, parent, sampling reason, and attributes."""
    from consilience import analysis, formats
    from consilience.study import open_study

    read = formats.read_table(table, sheet=sheet, encoding=encoding)
    cells = formats.to_label_frame(read, blanks=True)
    with open_study(study) as store:
        cases = analysis.case_records(store.study(), cells)
        store.put(f"load cases {read.file_name}", cases)
    codes = [case.code for case in cases]
    say({"cases": codes}, said("cases_loaded", count=len(codes)), as_json=as_json)


@app.command(name="list")
def list_(study: StudyPath, *, as_json: AsJson = False) -> None:
    """List the cases with their groups."""
    from consilience.study import open_study

    with open_study(study) as store:
        found = store.study()
    listed = [
        {
            "case": case.code,
            "name": case.name,
            "parent": found.code_of(case.parent_id) if case.parent_id else "",
            "sampling": case.sampling_reason,
            "attributes": dict(case.attributes),
        }
        for case in found.cases
    ]
    lines = [
        " ".join(
            (*(str(one[name]) for name in ("case", "name", "parent")), *_pairs(case.attributes))
        )
        for one, case in zip(listed, found.cases, strict=True)
    ]
    say({"cases": listed}, "\n".join(lines), as_json=as_json)


def _pairs(attributes: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"{name}={value}" for name, value in attributes]
