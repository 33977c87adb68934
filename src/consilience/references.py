"""The literature that a result rests on: keys of ``references.bib``, shown or exported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from consilience.errors import UnknownNameError


@cache
def library() -> Mapping[str, Mapping[str, str]]:
    """Return every entry of the bibliography by key; the field ``entry`` is its BibTeX text."""
    whole = resources.files("consilience").joinpath("references.bib").read_text(encoding="utf-8")
    found: dict[str, Mapping[str, str]] = {}
    for match in re.finditer(
        r"^@\w+\{(?P<key>\w+),\n(?P<body>.*?)^\}", whole, re.DOTALL | re.MULTILINE
    ):
        fields = dict(re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", match["body"], re.MULTILINE))
        found[match["key"]] = {**fields, "entry": match[0]}
    return found


def bibtex(keys: Iterable[str]) -> str:
    """Return the BibTeX entries of the keys, sorted.

    Raises
    ------
    UnknownNameError
        If a key is not in the bibliography.
    """
    return "\n\n".join(_entry(key)["entry"] for key in sorted(set(keys))) + "\n"


def citation(key: str) -> str:
    """Return one entry as it stands in a list of references.

    Raises
    ------
    UnknownNameError
        If the key is not in the bibliography.

    Examples
    --------
    >>> print(citation("ragin2008"))
    Ragin, C. C. (2008). Redesigning Social Inquiry: Fuzzy Sets and Beyond. University of
    Chicago Press.
    """
    entry = _entry(key)
    authors = entry["author"].replace(" and ", "; ")
    where = entry.get("journal") or entry.get("publisher") or entry.get("howpublished", "")
    volume = entry.get("volume", "")
    number = f"({entry['number']})" if "number" in entry else ""
    pages = f", {entry['pages'].replace('--', '-')}" if "pages" in entry else ""
    place = f"{where}{' ' if volume else ''}{volume}{number}{pages}"
    return f"{authors} ({entry['year']}). {entry['title']}. {place}."


def _entry(key: str) -> Mapping[str, str]:
    if key not in library():
        raise UnknownNameError("key", "citation", key, library())
    return library()[key]
