"""Expressions in sum-of-products form, in R QCA's syntax: ``A*~B + C``, ``A[2]*B[0,1]``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.errors import ArgumentError, DataError

_TOKEN = re.compile(
    r"\s*(?:(?P<name>[^\W\d][\w.]*)|(?P<values>[\[{][\d,\s]*[\]}])|(?P<sign>[*+~()]))"
)
_NAME = re.compile(r"[^\W\d][\w.]*")
_MOST_TERMS = 2_000


@dataclass(frozen=True)
class Literal:
    """A condition, present, absent, or (multi-value) with one of some values.

    ``values`` is empty for the plain set; ``A[1,2]`` has the values (1, 2).
    """

    condition: str
    negated: bool = False
    values: tuple[int, ...] = ()

    def __str__(self) -> str:
        listed = f"[{','.join(map(str, self.values))}]" if self.values else ""
        return f"{'~' if self.negated else ''}{self.condition}{listed}"

    @property
    def value(self) -> int:
        """The value that a literal of a path asks for: 1 present, 0 absent, or its multi-value."""
        return self.values[0] if self.values else int(not self.negated)

    def opposite(self) -> Literal:
        """Return the literal of the complement."""
        return Literal(self.condition, not self.negated, self.values)


Term = tuple[Literal, ...]


@dataclass(frozen=True)
class Expression:
    """A disjunction of conjunctions. No term at all is the empty set; an empty term is "1"."""

    terms: tuple[Term, ...]

    def __str__(self) -> str:
        return " + ".join(term_text(term) for term in self.terms) or "0"

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions named, in order of appearance."""
        return tuple(dict.fromkeys(item.condition for term in self.terms for item in term))


def term_text(term: Term) -> str:
    """Return a conjunction as text; the conjunction of nothing is "1"."""
    return "*".join(map(str, term)) or "1"


def values_text(
    values: Sequence[int], names: Sequence[str], sign: str = "*", *, brackets: bool
) -> str:
    """Return values of conditions as text; a negative value stands for "does not matter".

    With ``brackets`` every condition shows its value, as R QCA does once one is multi-value.
    """
    shown = [
        f"{name}[{value}]" if brackets else ("" if value else "~") + name
        for name, value in zip(names, values, strict=True)
        if value >= 0
    ]
    return sign.join(shown) or "1"


def parse(text: str) -> Expression:
    """Read an expression and bring it to sum-of-products form.

    Parameters
    ----------
    text : str
        ``*`` is AND, ``+`` is OR, ``~`` is NOT; brackets group; ``A[2]`` or ``A{2}`` is one value
        of a multi-value condition. Full-width signs are read as the plain ones.

    Returns
    -------
    Expression
        Terms in the order written; repeated literals and absorbed terms are dropped, nothing
        else is simplified (``A*~A`` is not empty among fuzzy sets).

    Raises
    ------
    ArgumentError
        If the text is not a text or is empty.
    DataError
        If a sign is out of place; the sentence shows where.

    Examples
    --------
    >>> str(parse("A*(B + ~C)"))
    'A*B + A*~C'
    >>> str(parse("~(A*B)"))
    '~A + ~B'

    References
    ----------
    Duşa, A. (2019). QCA with R: A Comprehensive Resource. Springer.
    """
    if not isinstance(text, str):
        raise ArgumentError("expression", "parse", "text", text)
    plain = unicodedata.normalize("NFKC", text)
    reader = _Reader(plain, _tokens(plain))
    terms = reader.alternatives()
    reader.expect_end()
    return Expression(terms)


def negate(expression: Expression) -> Expression:
    """Return the complement in sum-of-products form, by De Morgan's laws.

    Parameters
    ----------
    expression : Expression
        Any expression; "0" becomes "1" and back.

    Returns
    -------
    Expression
        Its membership is 1 minus the membership of the input, in crisp and fuzzy sets.

    Raises
    ------
    DataError
        If the result has more than 2,000 terms.

    Examples
    --------
    >>> str(negate(parse("A*B + C")))
    '~A*~C + ~B*~C'

    References
    ----------
    Ragin, C. C. (1987). The Comparative Method. University of California Press.
    """
    result: tuple[Term, ...] = ((),)
    for term in expression.terms:
        result = _both(result, tuple((item.opposite(),) for item in term))
    return Expression(result)


def is_name(text: str) -> bool:
    """Return whether a text can stand for a condition in an expression."""
    return bool(_NAME.fullmatch(text)) and unicodedata.normalize("NFKC", text) == text


def name_like(text: str) -> str:
    """Return a name that resembles a text and can stand in an expression."""
    found = re.sub(r"[^\w.]+", "_", unicodedata.normalize("NFKC", text)).strip("_")
    return found if is_name(found) else f"C{found}"


def expression_of(value: str | Expression) -> Expression:
    """Return an expression given as text or already read."""
    return value if isinstance(value, Expression) else parse(value)


def _tokens(text: str) -> list[tuple[str, int]]:
    found, place = [], 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            raise DataError(
                "qca.expression.sign", text=text, sign=text[place:].strip()[0], place=place + 1
            )
        found.append((match[match.lastgroup or 0], match.start(match.lastgroup or 0) + 1))
        place = match.end()
    if not found:
        raise ArgumentError("expression", "parse", "not_empty", text)
    return found


class _Reader:
    """Recursive descent over the tokens; each method returns the terms that it has read."""

    def __init__(self, text: str, tokens: list[tuple[str, int]]) -> None:
        self.text = text
        self.tokens = tokens
        self.position = 0

    def peek(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.position += 1
        return token

    def alternatives(self) -> tuple[Term, ...]:
        terms = self.product()
        while self.peek() == "+":
            self.take()
            terms = _absorbed((*terms, *self.product()))
        return terms

    def product(self) -> tuple[Term, ...]:
        terms = self.factor()
        while self.peek() == "*":
            self.take()
            terms = _both(terms, self.factor())
        return terms

    def factor(self) -> tuple[Term, ...]:
        token = self.take()
        if token == "~":  # noqa: S105  (a sign of the syntax, no password)
            return negate(Expression(self.factor())).terms
        if token == "(":  # noqa: S105  (a sign of the syntax, no password)
            terms = self.alternatives()
            if self.take() != ")":
                self.fail()
            return terms
        if not token or token[0] in "*+)[{":
            self.fail()
        values: tuple[int, ...] = ()
        if self.peek()[:1] in {"[", "{"} and self.peek():
            values = self.values()
        return ((Literal(token, values=values),),)

    def values(self) -> tuple[int, ...]:
        inside = self.take()[1:-1]
        parts = [part.strip() for part in inside.split(",")]
        if not all(part.isdecimal() for part in parts):
            self.fail()
        return tuple(sorted({int(part) for part in parts}))

    def expect_end(self) -> None:
        if self.position < len(self.tokens):
            self.position += 1
            self.fail()

    def fail(self) -> None:
        index = min(self.position - 1, len(self.tokens) - 1)
        sign, place = self.tokens[index]
        raise DataError("qca.expression.sign", text=self.text, sign=sign, place=place)


def _both(left: Sequence[Term], right: Sequence[Term]) -> tuple[Term, ...]:
    if len(left) * len(right) > _MOST_TERMS:
        raise DataError("qca.expression.long", most=_MOST_TERMS)
    return _absorbed(tuple(dict.fromkeys((*a, *b))) for a in left for b in right)


def _absorbed(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Drop repeated terms and terms that a shorter one contains (A + A*B = A)."""
    unique = list({frozenset(term): term for term in reversed(list(terms))}.items())[::-1]
    shorter = sorted({key for key, _ in unique}, key=len)
    kept: list[frozenset[Literal]] = []
    for key in shorter:
        if not any(other <= key for other in kept):
            kept.append(key)
    keep = set(kept)
    return tuple(term for key, term in unique if key in keep)
