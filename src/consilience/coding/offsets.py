"""Places in a text: Unicode code points within, UTF-16 units at the edge to a browser."""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience.errors import ArgumentError

Ints = NDArray[np.int64]
_BMP = 0xFFFF


@overload
def utf16_offset(text: str, position: int) -> int: ...
@overload
def utf16_offset(text: str, position: ArrayLike) -> Ints: ...
def utf16_offset(text: str, position: ArrayLike) -> int | Ints:
    """Return places counted in code points as places counted in UTF-16 units.

    Browsers, Java and several programs for qualitative data count emoji and rare Chinese
    characters as two.

    Parameters
    ----------
    text : str
        The whole text.
    position : int or array of int
        Places between 0 and the length of the text; any shape.

    Returns
    -------
    int or array of int
        Of the same shape.

    Raises
    ------
    ArgumentError
        If a place is no whole number or lies outside the text.

    Examples
    --------
    >>> utf16_offset("a👍b", 2), utf16_offset("a👍b", [0, 1, 2, 3]).tolist()
    (3, [0, 1, 3, 4])

    References
    ----------
    RFC 2781 (2000), UTF-16, an Encoding of ISO 10646.
    """
    pairs = _pairs(text, "utf16_offset")
    places = _places(position, len(text), "position", "utf16_offset")
    found = places + np.searchsorted(pairs, places)
    return int(found) if found.ndim == 0 else found


@overload
def from_utf16(text: str, offset: int) -> int: ...
@overload
def from_utf16(text: str, offset: ArrayLike) -> Ints: ...
def from_utf16(text: str, offset: ArrayLike) -> int | Ints:
    """Return places counted in UTF-16 units as places counted in code points.

    Parameters
    ----------
    text : str
        The whole text.
    offset : int or array of int
        Places between 0 and the length of the text in UTF-16 units; any shape.

    Returns
    -------
    int or array of int
        Of the same shape.

    Raises
    ------
    ArgumentError
        If a place is no whole number, lies outside the text, or within a character.

    Examples
    --------
    >>> from_utf16("a👍b", 3), from_utf16("a👍b", [0, 1, 3, 4]).tolist()
    (2, [0, 1, 2, 3])

    References
    ----------
    RFC 2781 (2000), UTF-16, an Encoding of ISO 10646.
    """
    pairs = _pairs(text, "from_utf16")
    begins = pairs + np.arange(len(pairs))
    places = _places(offset, len(text) + len(pairs), "offset", "from_utf16")
    before = np.searchsorted(begins, places)
    within = np.isin(places, begins + 1)
    if within.any():
        wrong = int(places[within].flat[0]) if places.ndim else int(places)
        raise ArgumentError("offset", "from_utf16", "whole_characters", wrong)
    found = places - before
    return int(found) if found.ndim == 0 else found


def _pairs(text: str, owner: str) -> Ints:
    """Return where the characters stand that are two units in UTF-16."""
    if not isinstance(text, str):
        raise ArgumentError("text", owner, "text", text)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.flatnonzero(points > _BMP).astype(np.int64)


def _places(values: ArrayLike, most: int, name: str, owner: str) -> Ints:
    try:
        found = np.asarray(values)
    except ValueError as error:
        raise ArgumentError(name, owner, "places", values, high=most) from error
    if found.dtype.kind not in "iu" and found.size:
        raise ArgumentError(name, owner, "places", values, high=most)
    places = found.astype(np.int64)
    wrong = (places < 0) | (places > most)
    if wrong.any():
        raise ArgumentError(name, owner, "places", int(places[wrong].flat[0]), high=most)
    return places
