"""Payoff tables as TOML: how they are written, and with names replaced in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from consilience.study.toml import write_table

_LISTED = ("populations", "payoffs")
_MAPPED = ("definitions", "advantages", "parameters", "names_zh")
_NAMED = ("definitions", "parameters")  # tables whose names stand in formulas
_FORMULAS = ("payoff", "advantages", "definitions", "shares")
_SYMBOL = re.compile(r"[^\W\d]\w*")
Replace = Callable[[str], str]


def write_game(table: Mapping[str, Any]) -> str:
    """Return a payoff table as TOML text; what is None is left out, for TOML has no word for it.

    Examples
    --------
    >>> parties = [{"name": "firm", "strategies": ["join", "wait"], "shares": None}]
    >>> print(write_game({"populations": parties, "advantages": {"firm": "V - c"}}))
    [[populations]]
    name = "firm"
    strategies = ["join", "wait"]
    <BLANKLINE>
    [advantages]
    firm = "V - c"
    """
    parts = [
        write_table(f"[[{name}]]", _given(one)) for name in _LISTED for one in table.get(name, ())
    ]
    parts += [write_table(f"[{name}]", _given(table[name])) for name in _MAPPED if table.get(name)]
    return "\n".join(parts).strip()


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def game_without_names(text: str, replace: Replace) -> str:
    r"""Return a payoff table with names replaced, in which formulas stay formulas.

    A text that is no payoff table is replaced as it stands.

    Examples
    --------
    >>> text = '[advantages]\nAcme = "gain_1 - c"'
    >>> print(game_without_names(text, lambda words: words.replace("Acme", "Firm A")))
    [advantages]
    "Firm A" = "gain_1 - c"
    """
    try:
        table = tomllib.loads(text)
        return write_game({name: _replaced(item, name, replace) for name, item in table.items()})
    except (ValueError, TypeError, AttributeError):
        return replace(text)


def symbol_without_names(symbol: str, replace: Replace) -> str:
    """Return a name of a formula with names replaced, still one word."""
    replaced = replace(symbol)
    return symbol if replaced == symbol else re.sub(r"\W+", "_", replaced)


def _replaced(value: Any, part: str, replace: Replace) -> Any:
    """Return a value with names replaced; ``part`` is the name under which it stands."""
    if isinstance(value, str):
        if part in _FORMULAS:
            return _SYMBOL.sub(lambda found: symbol_without_names(found[0], replace), value)
        return replace(value)
    if isinstance(value, list):
        return [_replaced(item, part, replace) for item in value]
    if not isinstance(value, dict):
        return value
    if part in _NAMED:
        return {
            symbol_without_names(name, replace): _replaced(
                item, part if part == "definitions" else "", replace
            )
            for name, item in value.items()
        }
    if part in {"advantages", "profile", "names_zh"}:
        return {replace(name): _replaced(item, part, replace) for name, item in value.items()}
    return {name: _replaced(item, name, replace) for name, item in value.items()}
