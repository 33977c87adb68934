"""Payoff tables as frames: a row a profile, a column a population and one its payoff."""

from __future__ import annotations

from typing import Any

from consilience import checks
from consilience.errors import DataError

_ENDS = ("payoff of ", "payoff ", "收益：", "收益:")


def table_of(frame: object, parameters: object, definitions: object, owner: str) -> dict[str, Any]:
    """Return the mapping that a frame with a row a profile and a column a payoff stands for."""
    cells = checks.frame(frame, "frame", owner)
    payoffs = {_payoff_of(name): name for name in cells.columns if _payoff_of(name)}
    names = [name for name in cells.columns if not _payoff_of(name)]
    if set(payoffs) != set(names):
        wrong = sorted(set(payoffs) ^ set(names))
        raise DataError("games.table.columns", names=wrong)
    rows = cells.to_dict("records")
    strategies = {
        name: list(dict.fromkeys(str(row[name]).strip() for row in rows)) for name in names
    }
    return {
        "populations": [{"name": name, "strategies": strategies[name]} for name in names],
        "parameters": {} if parameters is None else parameters,
        "definitions": {} if definitions is None else definitions,
        "payoffs": [
            {
                "profile": [str(row[name]).strip() for name in names],
                "payoff": [row[payoffs[name]] for name in names],
            }
            for row in rows
        ],
    }


def _payoff_of(column: str) -> str:
    for start in _ENDS:
        if column.startswith(start):
            return column.removeprefix(start).strip()
    return column.removesuffix("收益").removesuffix("的") if column.endswith("收益") else ""
