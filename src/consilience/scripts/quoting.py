"""Values as they stand in a script: a text of the user is always a quoted text, never code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from consilience.results import plain


def python_value(value: object) -> str:
    r"""Return a value as a Python literal.

    Parameters
    ----------
    value
        Text, number, true or false, None, a list, tuple or mapping of these.

    Examples
    --------
    >>> python_value({"A": 1, 'say "x"': [0.8, None]})
    '{\'A\': 1, \'say "x"\': [0.8, None]}'
    """
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if isinstance(value, Mapping):
        inside = (f"{python_value(name)}: {python_value(item)}" for name, item in value.items())
        return f"{{{', '.join(inside)}}}"
    if isinstance(value, list | tuple):
        parts = ", ".join(python_value(item) for item in value)
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"({parts}{comma})" if isinstance(value, tuple) else f"[{parts}]"
    return repr(plain(value))


def r_text(value: str) -> str:
    r"""Return a text as an R string of plain ASCII, which reads the same in every locale.

    Examples
    --------
    >>> print(r_text('A"); system("x'), r_text("信任\n"))
    "A\"); system(\"x" "\u4fe1\u4efb\n"
    """
    return f'"{"".join(_r_character(character) for character in value)}"'


def r_value(value: object) -> str:
    """Return a text, number, true or false, or a list of them, as R writes it.

    Examples
    --------
    >>> r_value([0.8, True, "A"]), r_value(3), r_value(["A"])
    ('c(0.8, TRUE, "A")', '3', '"A"')
    """
    ready = plain(value)
    if isinstance(ready, list):
        inside = ", ".join(r_value(item) for item in ready)
        return inside if len(ready) == 1 else f"c({inside})"
    if isinstance(ready, bool):
        return str(ready).upper()
    return r_text(ready) if isinstance(ready, str) else repr(ready)


def r_call(function: str, arguments: Sequence[str]) -> str:
    """Return a call of R; a long one has one argument a line."""
    whole = f"{function}({', '.join(arguments)})"
    if len(whole) <= 88:
        return whole
    inside = ",\n".join(f"    {argument}" for argument in arguments)
    return f"{function}(\n{inside}\n)"


def python_call(function: str, arguments: Sequence[str]) -> str:
    """Return a call of Python; a long one has one argument a line."""
    whole = f"{function}({', '.join(arguments)})"
    if len(whole) <= 88:
        return whole
    inside = "".join(f"    {argument},\n" for argument in arguments)
    return f"{function}(\n{inside})"


def comment(sentence: str) -> str:
    """Return a sentence as one line of comment, the same in both languages.

    What could end a line is written as its escape.
    """
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in sentence)
    return f"# {shown}"


def comments(sentences: Iterable[str]) -> list[str]:
    """Return one line of comment a sentence."""
    return [comment(sentence) for sentence in sentences]


def _r_character(character: str) -> str:
    code = ord(character)
    if character in '"\\':
        return f"\\{character}"
    if 32 <= code < 127:
        return character
    if character in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[character]
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
