"""Which organisation of a study a printed name is, by its spelling alone.

Names that are spelled otherwise are never joined here: that is decided by a person, beside the
table of names.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from functools import lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING

from consilience.study.network_records import Organisation

if TYPE_CHECKING:
    from consilience.study.model import Study

_MARKS = re.compile(r"[.,'\"’‘“”`´·•]")
_LONGEST_CODE = 120


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return a name without case, width, blanks at odd places and small marks.

    Examples
    --------
    >>> name_key("Huawei Co., Ltd.") == name_key("HUAWEI  Co Ltd")
    True
    >>> name_key("华为 （深圳）") == name_key("华为(深圳)")
    True
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    plain = re.sub(r"(?<=[\u3400-\u9fff()])\s+|\s+(?=[\u3400-\u9fff()])", "", plain)
    return " ".join(plain.split()) or name.strip()


def title_key(title: str) -> str:
    """Return the letters and digits of a title, without case and width.

    Examples
    --------
    >>> title_key("V2X: a Field-Test") == title_key("v2x a field test.")
    True
    """
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(sign for sign in plain if sign.isalnum()) or title.strip()


def identifier_key(identifier: str) -> str:
    """Return an identifier in one spelling.

    Examples
    --------
    >>> identifier_key("https://doi.org/10.1000/ABC")
    '10.1000/abc'
    """
    plain = unicodedata.normalize("NFKC", identifier).casefold().strip()
    return re.sub(r"^(https?://)?(dx\.)?(doi\.org/|doi:?\s*)", "", plain)


class Members:
    """The organisations of a study by their names, and those that an import brings."""

    def __init__(self, study: Study) -> None:
        self.new: list[str] = []
        self.matched: dict[str, str] = {}
        self.changed: dict[str, Organisation] = {}
        self._exact: dict[str, Organisation] = {}
        self._plain: dict[str, Organisation] = {}
        self._codes = {one.code for one in study.organisations}
        for one in study.organisations:
            self._learn_all(one)

    def find(self, name: str) -> Organisation | None:
        """Return the organisation with this name, spelled so or nearly so; None if there is none.

        Nearly so: but for case, width, blanks and small marks.
        """
        return self._exact.get(name) or self._plain.get(name_key(name))

    def take(self, name: str, country: str = "", sector: str = "") -> Organisation:
        """Return the organisation with this name, a new one where there is none.

        Country and sector are filled in where they are not known.
        """
        found = self.find(name)
        if found is None:
            found = self._made(name)
        elif name not in self._exact:
            self.matched[name] = found.name
        if (found.country or not country) and (found.sector or not sector):
            return found
        filled = dataclasses.replace(
            found, country=found.country or country, sector=found.sector or sector
        )
        self.put(filled)
        return filled

    def put(self, organisation: Organisation) -> None:
        """Make an organisation known, in place of the one with the same id."""
        self.changed[organisation.id] = organisation
        self._codes.add(organisation.code)
        self._learn_all(organisation)

    def free_code(self, wanted: str) -> str:
        """Return a code like the wanted one that no organisation has."""
        start = wanted[:_LONGEST_CODE].strip()
        numbered = (f"{start} {number}" for number in count(2))
        return next(code for code in chain((start,), numbered) if code not in self._codes)

    def _made(self, name: str) -> Organisation:
        found = Organisation(code=self.free_code(name), name=name)
        self.new.append(found.name)
        self.put(found)
        return found

    def _learn_all(self, one: Organisation) -> None:
        for name in (one.name, one.code, one.name_zh, *one.names):
            self._learn(name, one)

    def _learn(self, name: str, one: Organisation) -> None:
        for index, key in ((self._exact, name), (self._plain, name_key(name))):
            if key and (key not in index or index[key].id == one.id):
                index[key] = one
