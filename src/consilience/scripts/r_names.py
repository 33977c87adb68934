"""Names of conditions as R QCA takes them, and expressions with these names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from consilience import qca

# letters, digits and underscores; the package cuts expressions at all else
_TAKEN_AS_IS = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# words of R, and columns that the package adds to a truth table
_RESERVED = {
    *("break", "else", "F", "FALSE", "for", "function", "if", "in", "Inf", "NA", "NaN"),
    *("next", "NULL", "repeat", "T", "TRUE", "while", "OUT", "n", "incl", "PRI", "cases", "DCC"),
}


@dataclass(frozen=True)
class RNames:
    """What each column of the data is called in R: itself where R QCA takes it, else V1, V2, ..."""

    columns: tuple[str, ...]

    @cached_property
    def mapping(self) -> Mapping[str, str]:
        """The name in R of each column."""
        seen: set[str] = set()
        found: dict[str, str] = {}
        for name in self.columns:
            if _TAKEN_AS_IS.fullmatch(name) and name not in _RESERVED and name.upper() not in seen:
                found[name] = name
                seen.add(name.upper())
        for place, name in enumerate(self.columns, start=1):
            if name not in found:
                found[name] = self._free(f"V{place}", seen)
        return {name: found[name] for name in self.columns}

    @property
    def changed(self) -> Mapping[str, str]:
        """The columns that have another name in R."""
        return {name: short for name, short in self.mapping.items() if name != short}

    def of(self, name: str) -> str:
        """Return the name in R of a column."""
        return self.mapping[name]

    def all_of(self, names: Iterable[str]) -> list[str]:
        """Return the names in R of several columns."""
        return [self.mapping[name] for name in names]

    def expression(self, text: str) -> str:
        """Return an expression, an outcome or a path with the names of R."""
        terms = qca.parse(text).terms
        renamed = (
            tuple(replace(item, condition=self.mapping[item.condition]) for item in term)
            for term in terms
        )
        return str(qca.Expression(tuple(renamed)))

    @staticmethod
    def _free(name: str, seen: set[str]) -> str:
        while name.upper() in seen:
            name += "X"
        seen.add(name.upper())
        return name
