"""Texts as the user gives them: one text, a list of texts, or a mapping of names to texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

import pandas as pd

from consilience.errors import ArgumentError


def read_texts(
    texts: object, name: str, owner: str, *, blank: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names and texts; texts of a list are named 1, 2, ...

    ``blank`` says whether a text may be empty or hold blanks only.
    """
    if isinstance(texts, pd.DataFrame | AbstractSet | bytes):
        raise ArgumentError(name, owner, "text_list", type(texts).__name__)
    if isinstance(texts, Mapping):
        names, found = list(texts), list(texts.values())
    elif isinstance(texts, Iterable) and not isinstance(texts, str):
        found = list(texts)
        names = [str(place) for place in range(1, len(found) + 1)]
    else:
        names, found = ["1"], [texts]
    if not found:
        raise ArgumentError(name, owner, "not_empty", found)
    for place, item in enumerate(found, start=1):
        if not isinstance(item, str) or not (blank or item.strip()):
            raise ArgumentError(name, owner, "text_at", item, place=place)
    if not all(isinstance(item, str) for item in names):
        raise ArgumentError(name, owner, "names", names)
    return tuple(names), tuple(found)


def read_terms(terms: object, name: str, owner: str) -> tuple[str, ...]:
    """Return a list of words or terms, each once; the list may be empty."""
    if isinstance(terms, str | bytes | Mapping) or not isinstance(terms, Iterable):
        raise ArgumentError(name, owner, "term_list", terms)
    found = list(terms)
    if not all(isinstance(item, str) and item.strip() for item in found):
        raise ArgumentError(name, owner, "term_list", terms)
    return tuple(dict.fromkeys(item.strip() for item in found))
