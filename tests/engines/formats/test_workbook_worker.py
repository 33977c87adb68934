"""The program that parses workbooks, called within this process."""

from __future__ import annotations

import io
import json
import resource
import runpy
import sys
from typing import Any

import pytest
import xlsxwriter

from consilience.formats import worker
from consilience.formats.worker import answered, limit


def archive(*, sheets: int = 1, formulas: bool = False) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for number in range(sheets):
            sheet = book.add_worksheet(f"S{number + 1}")
            sheet.write_row(0, 0, ["case", "trust", "rules"])
            sheet.write_row(1, 0, ["A", 4, 2.5])
            sheet.write_row(2, 0, ["B", None, 3])
            sheet.write_boolean(2, 1, boolean=True)
            if formulas:
                sheet.write_formula(1, 1, "=2*2", value=4)
                sheet.write_formula(3, 2, "=1+1", value="")
    return made.getvalue()


def parsed(content: bytes, sheet: str | None, cells: int) -> dict[str, Any]:
    return answered("workbook_worker", content, {"sheet": sheet, "cells": cells})


RECORDS = [["case", "trust", "rules"], ["A", 4, 2.5], ["B", "TRUE", 3]]


def test_records_and_problems() -> None:
    assert parsed(archive(), None, 100) == {
        "sheet": "S1",
        "records": RECORDS,
        "formulas": [],
        "merged": 0,
    }
    assert parsed(archive(), "S1", 100)["records"] == RECORDS
    assert parsed(archive(), None, 5) == {"problem": "too_many_cells"}
    assert parsed(archive(), "x", 100) == {"problem": "unknown_sheet", "sheets": ["S1"]}
    assert parsed(archive(sheets=2), None, 100) == {
        "problem": "several_sheets",
        "sheets": ["S1", "S2"],
    }
    assert parsed(b"PK\x05\x06" + bytes(18), None, 100) == {"problem": "broken_workbook"}


def test_formulas_with_a_value_give_it_and_others_their_text() -> None:
    found = parsed(archive(formulas=True), None, 100)
    assert found["records"][1] == ["A", 4, 2.5]
    assert found["records"][3:] == [["", "", "=1+1"]]
    assert found["formulas"] == ["C4"]


def test_memory_that_runs_out_is_a_problem_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("openpyxl.load_workbook", fail)
    assert parsed(b"", None, 100) == {"problem": "limits"}


def test_the_program_limits_itself_and_answers_in_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limits: dict[int, Any] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    options = {"sheet": None, "cells": 100}
    request = {"parser": "workbook_worker", "options": options, "memory": 7, "seconds": 8}
    content = json.dumps(request).encode() + b"\n" + archive()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    runpy.run_path(worker.__file__, run_name="__main__")
    assert json.loads(capsys.readouterr().out)["records"] == RECORDS
    assert limits == {resource.RLIMIT_AS: (7, 7), resource.RLIMIT_CPU: (8, 8)}


def test_limits_are_left_out_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    limit(1, 1)  # would end this process if it took effect


def test_a_limit_that_the_system_refuses_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, Any] = {}

    def refuse(what: int, most: tuple[int, int]) -> None:
        if what == resource.RLIMIT_AS:
            raise ValueError
        limits[what] = most

    monkeypatch.setattr(resource, "setrlimit", refuse)
    limit(7, 8)
    assert limits == {resource.RLIMIT_CPU: (8, 8)}
