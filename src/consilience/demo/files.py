"""The files of the demonstrations, and the words of one language in them."""

from __future__ import annotations

import csv
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from consilience.texts import Language

Row = dict[str, Any]  # of a table: column to text; what it may say is checked with the record

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "consilience:driving")


def data_file(name: str) -> Path:
    """Return the path of a data file that comes with the package."""
    return Path(str(resources.files("consilience") / "data" / name))


def identity(kind: str, *key: str) -> str:
    """Return the id of a record of the constructed study; the same in every build and language."""
    return str(uuid.uuid5(_SPACE, "/".join((kind, *key))))


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, with semicolons between."""
    return tuple(text.split(";")) if text else ()


@dataclass(frozen=True)
class DrivingFiles:
    """The files of the constructed study, read in one language."""

    language: Language

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table; ``title_en`` or ``title_zh`` is there as ``title`` too."""
        with data_file(f"driving/{name}.csv").open(encoding="utf-8", newline="") as file:
            return [self._in_language(row) for row in csv.DictReader(file, strict=True)]

    def numbered(self, name: str) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a table with their numbers in its file; the header is row 1."""
        yield from enumerate(self.rows(name), start=2)

    def toml(self, name: str) -> dict[str, Any]:
        """Return a TOML file; words in it stand under ``en`` and ``zh``."""
        found: dict[str, Any] = tomllib.loads(
            data_file(f"driving/{name}.toml").read_text(encoding="utf-8")
        )
        return found

    def word(self, words: Mapping[str, str]) -> str:
        """Return the words of this language."""
        return words[self.language]

    def text(self, code: str) -> str:
        """Return the text of a source."""
        path = data_file(f"driving/texts/{self.language}/{code}.md")
        return path.read_bytes().decode("utf-8")

    def _in_language(self, row: Row) -> Row:
        ending = f"_{self.language}"
        own = {name.removesuffix(ending): row[name] for name in row if name.endswith(ending)}
        return row | own
