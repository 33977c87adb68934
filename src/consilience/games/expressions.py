"""From the text of a payoff to an exact polynomial: a small grammar of its own.

Every name is the user's: ``I``, ``E``, ``lambda`` or ``成本`` mean nothing but what the table says.
Nothing is ever evaluated as program text.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational, Real

import numpy as np

from consilience.errors import DataError
from consilience.games.polynomial import Polynomial, constant, function, raised

FUNCTIONS = {"exp": 1, "log": 1, "ln": 1, "sqrt": 1, "abs": 1, "min": 2, "max": 2}
NAME = re.compile(r"[^\W\d]\w*")
_LONGEST, _DEEPEST = 10_000, 60
_WIDE = str.maketrans("＋－−×·÷／＾（），．＊", "+--**//^(),.*")
_TOKEN = re.compile(
    r"(?P<number>(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?)"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\*\*|[-+*/^(),])|(?P<space>\s+)"
)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    place: int


def parse(written: str, known: Mapping[str, Polynomial], cell: str) -> Polynomial:
    """Return the polynomial that a text stands for; ``cell`` names its place in errors."""
    text = written.translate(_WIDE)
    if not text.strip():
        raise DataError("games.expression.empty", cell=cell)
    if len(text) > _LONGEST:
        raise DataError("games.expression.too_long", cell=cell, most=_LONGEST)
    reader = _Reader(_tokens(text, cell), known, cell)
    try:
        found = reader.sum(0)
    except DataError as error:
        if "cell" in error.values:
            raise
        raise DataError(f"{error.key}_at", cell=cell, **error.values) from error
    reader.finish()
    return found


def exact(value: object) -> Fraction | None:
    """Return a number, or a text that is one, as the rational that it is written as; else None."""
    if isinstance(value, str):
        return _written(value.strip().translate(_WIDE))
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return None
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    number = float(value)
    return Fraction(repr(number)) if math.isfinite(number) else None


def _written(text: str) -> Fraction | None:
    if not re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,2})?(/0*[1-9]\d*)?", text):
        return None
    top, _, bottom = text.partition("/")
    return Fraction(top) / int(bottom or 1)


def _tokens(text: str, cell: str) -> list[_Token]:
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise DataError("games.expression.sign", cell=cell, place=place + 1, got=text[place])
        if match.lastgroup != "space" and match.lastgroup is not None:
            kind = "name" if match["name"] else "number" if match["number"] else "sign"
            found.append(_Token(kind, match[0], place + 1))
        place = match.end()
    return found


class _Reader:
    """Reads tokens from left to right; each method reads one level of the grammar."""

    def __init__(self, tokens: list[_Token], known: Mapping[str, Polynomial], cell: str) -> None:
        self.tokens, self.known, self.cell, self.at = tokens, known, cell, 0

    def sum(self, depth: int) -> Polynomial:
        if depth > _DEEPEST:
            raise DataError("games.expression.too_deep", cell=self.cell)
        found = self.product(depth)
        while self.next_is("+", "-"):
            minus = self.take().text == "-"
            term = self.product(depth)
            found = found - term if minus else found + term
        return found

    def product(self, depth: int) -> Polynomial:
        found = self.signed(depth)
        while self.next_is("*", "/"):
            by = self.take().text == "/"
            factor = self.signed(depth)
            found *= factor.power(Fraction(-1)) if by else factor
        return found

    def signed(self, depth: int) -> Polynomial:
        if depth > _DEEPEST:
            raise DataError("games.expression.too_deep", cell=self.cell)
        if self.next_is("+", "-"):
            minus = self.take().text == "-"
            found = self.signed(depth + 1)
            return -found if minus else found
        base = self.atom(depth)
        if self.next_is("^", "**"):
            self.take()
            return raised(base, self.signed(depth + 1))
        return base

    def atom(self, depth: int) -> Polynomial:
        if self.at == len(self.tokens):
            raise DataError("games.expression.ends", cell=self.cell)
        token = self.take()
        if token.kind == "number":
            return constant(Fraction(token.text))
        if token.kind == "name":
            return self.named(token, depth)
        if token.text != "(":
            raise DataError(
                "games.expression.sign", cell=self.cell, place=token.place, got=token.text
            )
        found = self.sum(depth + 1)
        self.close(token)
        return found

    def named(self, token: _Token, depth: int) -> Polynomial:
        if token.text in self.known:
            return self.known[token.text]
        if token.text not in FUNCTIONS or not self.next_is("("):
            near = difflib.get_close_matches(token.text, self.known, n=1)
            key = "games.expression.unknown_near" if near else "games.expression.unknown"
            values = {"cell": self.cell, "name": token.text, "near": "".join(near)}
            raise DataError(key, **values)
        opened = self.take()
        arguments = [self.sum(depth + 1)]
        while self.next_is(","):
            self.take()
            arguments.append(self.sum(depth + 1))
        self.close(opened)
        if len(arguments) != FUNCTIONS[token.text]:
            needs = FUNCTIONS[token.text]
            counts = {"needs": needs, "got": len(arguments)}
            raise DataError("games.expression.arguments", cell=self.cell, name=token.text, **counts)
        return function(token.text, tuple(arguments))

    def close(self, opened: _Token) -> None:
        if self.at < len(self.tokens) and not self.next_is(")"):
            self.refuse_missing_sign()
        if not self.next_is(")"):
            raise DataError("games.expression.not_closed", cell=self.cell, place=opened.place)
        self.take()

    def finish(self) -> None:
        if self.at < len(self.tokens):
            self.refuse_missing_sign()

    def refuse_missing_sign(self) -> None:
        token = self.tokens[self.at]
        if token.kind != "sign" or token.text == "(":
            before = self.tokens[self.at - 1].text
            values = {"place": token.place, "before": before, "after": token.text}
            raise DataError("games.expression.no_sign", cell=self.cell, **values)
        raise DataError("games.expression.sign", cell=self.cell, place=token.place, got=token.text)

    def next_is(self, *signs: str) -> bool:
        if self.at == len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.kind == "sign" and token.text in signs

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]
