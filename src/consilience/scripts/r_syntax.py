"""The syntax of R, as far as calls with settings need it: read, never evaluated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consilience.errors import DataError

LONGEST = 1_000_000  # characters
DEEPEST = 100  # brackets within one another
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\f\ufeff\u00a0]+|\#[^\n]*)|(?P<end>[\n;])
    |(?P<number>0[xX][0-9a-fA-F]+L?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?L?)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<name>(?:[^\W\d]|\.(?!\d))[\w.]*|`[^`\n]*`)
    |(?P<sign>\|>|%[^%\n]*%|<<-|<-|->|==|!=|<=|>=|&&|\|\||::|\[\[|[-+*/^~!&|<>=:?@$(){}\[\],])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:u\{?([0-9a-fA-F]{1,4})\}?|U\{?([0-9a-fA-F]{1,8})\}?|x([0-9a-fA-F]{1,2})|(.))", re.DOTALL
)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_STRENGTH = {
    **dict.fromkeys(("<-", "<<-", "->", "="), 1),
    **dict.fromkeys(("~", "?"), 2),
    **dict.fromkeys(("|", "||"), 3),
    **dict.fromkeys(("&", "&&"), 4),
    **dict.fromkeys(("==", "!=", "<", ">", "<=", ">="), 5),
    **dict.fromkeys(("+", "-"), 6),
    **dict.fromkeys(("*", "/"), 7),
    **dict.fromkeys(("%", "|>"), 8),
    ":": 9,
    "^": 10,
    **dict.fromkeys(("$", "@", "::"), 12),
}


@dataclass(frozen=True)
class Word:
    """A name."""

    name: str


@dataclass(frozen=True)
class Constant:
    """A text, a number, true or false, or nothing (NULL, NA)."""

    value: str | float | bool | None


@dataclass(frozen=True)
class Call:
    """A call, an operator or an index: its function and its arguments, some with a name."""

    function: str
    arguments: tuple[tuple[str, Node], ...]


Node = Word | Constant | Call


@dataclass(frozen=True)
class Statement:
    """One statement, with the line on which it begins and its text."""

    line: int
    text: str
    node: Node | None  # nothing where the syntax is not understood


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    place: int


def statements(text: str) -> tuple[Statement, ...]:
    r"""Return the statements of a script of R.

    Raises
    ------
    DataError
        If the script is longer than a million characters.

    Examples
    --------
    >>> statements('t <- truthTable(d, incl.cut = .8)  # all\nfor')[0].node.function
    '<-'
    """
    if len(text) > LONGEST:
        raise DataError("scripts.read.too_long", limit=LONGEST)
    reader = _Reader(_tokens(text))
    found = []
    while reader.skip_ends():
        start = reader.here.place
        node = reader.statement()
        shown = text[start : reader.last_end].strip()
        found.append(Statement(text.count("\n", 0, start) + 1, shown, node))
    return tuple(found)


def _tokens(text: str) -> list[_Token]:
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            found.append(_Token("wrong", text[place], place))
            place += 1
            continue
        if match.lastgroup != "blank":
            found.append(_Token(str(match.lastgroup), match.group(), place))
        place = match.end()
    return [*found, _Token("stop", "", len(text))]


class _SyntaxError(Exception):
    """A statement that is not understood."""


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self.last_end = 0

    @property
    def here(self) -> _Token:
        return self._tokens[self._place]

    def skip_ends(self) -> bool:
        while self.here.kind == "end":
            self._place += 1
        return self.here.kind != "stop"

    def statement(self) -> Node | None:
        """Read one statement; on a slip go on after its line."""
        self._depth = 0
        start = self._place
        try:
            found = self._expression(0)
            self._expect_end()
        except _SyntaxError:
            self._place = max(self._place, start + 1)
            while self.here.kind not in {"end", "stop"}:
                self._next()
            self.last_end = self.here.place
            return None
        if self.here.text == "}":
            self._next()
        return found

    def _expect_end(self) -> None:
        if self.here.kind not in {"end", "stop"} and self.here.text != "}":
            raise _SyntaxError

    def _next(self) -> _Token:
        token = self.here
        if token.kind != "stop":
            self._place += 1
            self.last_end = token.place + len(token.text)
        return token

    def _lines(self) -> None:
        while self.here.kind == "end" and self.here.text == "\n":
            self._place += 1

    def _expression(self, least: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _SyntaxError
        left = self._operand()
        while True:
            sign = self.here.text if self.here.kind == "sign" else ""
            strength = _STRENGTH.get("%" if sign.startswith("%") else sign, 0)
            if not strength or strength < least:
                break
            self._next()
            self._lines()
            right_first = sign in {"<-", "<<-", "=", "^"}
            right = self._expression(strength if right_first else strength + 1)
            left = _joined(sign, left, right)
        self._depth -= 1
        return left

    def _operand(self) -> Node:
        token = self._next()
        if token.kind == "sign" and token.text in {"-", "+", "!", "~", "?"}:
            found: Node = Call(token.text, (("", self._expression(8)),))
        elif token.kind == "sign" and token.text in {"(", "{"}:
            return self._after(self._inside(token.text))
        elif token.kind == "number":
            found = Constant(_number(token.text))
        elif token.kind == "text":
            found = Constant(_unescaped(token.text[1:-1]))
        elif token.kind == "name" and token.text not in _WORDS:
            found = _CONSTANTS.get(token.text, Word(token.text.strip("`")))
        else:
            raise _SyntaxError
        return self._after(found)

    def _inside(self, bracket: str) -> Node:
        closing = {"(": ")", "{": "}"}[bracket]
        self._lines()
        found = self._expression(0)
        self._lines()
        if self._next().text != closing:
            raise _SyntaxError
        return found

    def _after(self, found: Node) -> Node:
        """Read the calls and indices that follow an operand."""
        while self.here.text in {"(", "[", "[["}:
            bracket = self._next().text
            arguments = self._arguments({"(": ")", "[": "]", "[[": "]"}[bracket])
            if bracket == "[[" and self._next().text != "]":
                raise _SyntaxError
            if bracket == "(":
                name = found.name if isinstance(found, Word) else ""
                found = Call(name, arguments)
            else:
                found = Call(bracket, (("", found), *arguments))
        return found

    def _arguments(self, closing: str) -> tuple[tuple[str, Node], ...]:
        found: list[tuple[str, Node]] = []
        while True:
            self._lines()
            if self.here.text in {",", closing}:
                if self._next().text == closing:
                    return tuple(found)
                continue
            found.append(self._argument())
            self._lines()
            if self.here.text not in {",", closing}:
                raise _SyntaxError

    def _argument(self) -> tuple[str, Node]:
        token, following = self.here, self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        if token.kind in {"name", "text"} and following.text == "=":
            self._place += 2
            self._lines()
            name = token.text.strip("`\"'")
            if self.here.text in {",", ")"}:
                return name, Constant(None)
            return name, self._expression(2)
        return "", self._expression(2)


def _joined(sign: str, left: Node, right: Node) -> Node:
    if sign in {"|>", "%>%"} and isinstance(right, Call):
        return Call(right.function, (("", left), *right.arguments))
    if sign == "::":
        return right
    if sign == "->":
        return Call("<-", (("", right), ("", left)))
    return Call("<-" if sign in {"=", "<<-"} else sign, (("", left), ("", right)))


def _number(text: str) -> float:
    plain = text.removesuffix("L")
    return float(int(plain, 16)) if plain[:2].lower() == "0x" else float(plain)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    short, long, byte, sign = match.groups()
    if sign is not None:
        return _SIGNS.get(sign, sign)
    code = int(short or long or byte, 16)
    return chr(code) if code <= 0x10FFFF else ""


_WORDS = {"for", "while", "repeat", "if", "else", "function", "next", "break"}
_CONSTANTS = {
    "TRUE": Constant(value=True),
    "T": Constant(value=True),
    "FALSE": Constant(value=False),
    "F": Constant(value=False),
    "NULL": Constant(None),
    "NA": Constant(None),
}
