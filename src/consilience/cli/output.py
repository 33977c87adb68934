"""How commands speak: answers on standard output, progress and errors on standard error."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from consilience.errors import DataError
from consilience.texts import LANGUAGES, Language, text

if TYPE_CHECKING:
    import pandas as pd

    from consilience import analysis

StudyPath = Annotated[Path, typer.Argument(help="The study file (NAME.consilience).")]
TablePath = Annotated[Path, typer.Argument(help="A CSV or xlsx file, one row a case.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
SheetOption = Annotated[str | None, typer.Option(help="Sheet of a workbook.")]
EncodingOption = Annotated[str | None, typer.Option(help="Encoding, such as gb18030.")]

_QUIET = 1.0  # seconds before a search shows how far it is
_PAUSE = 0.3  # seconds between two lines

_started = time.perf_counter()


def fail(sentence: str) -> None:
    """Write one sentence to standard error and end with exit code 2."""
    sys.stderr.write(" ".join(sentence.split()) + "\n")
    sys.exit(2)


def message_language() -> Language:
    """Return the language of messages: CONSILIENCE_LANGUAGE, else that of the system."""
    wanted = os.environ.get("CONSILIENCE_LANGUAGE") or os.environ.get("LANG", "en")
    return "zh" if wanted.lower().startswith("zh") else "en"


def report_language(given: str) -> Language:
    """Return a language that the user named."""
    for language in LANGUAGES:
        if given == language:
            return language
    raise DataError("cli.error.language", got=given)


def tell(key: str, values: dict[str, Any]) -> None:
    """Write one line of progress, with the seconds since the start."""
    language = message_language()
    shown = dict(values)
    if "kind" in shown:
        shown["kind"] = text(f"analysis.step.{shown['kind']}", language)
    if "summary" in shown:
        shown["summary"] = shown["summary"].summary(language)
    seconds = time.perf_counter() - _started
    sys.stderr.write(f"[{seconds:5.1f} s] {text(f'cli.progress.{key}', language, **shown)}\n")


@contextmanager
def searching() -> Iterator[None]:
    """Keep one line of progress with the time left on a terminal, once a search takes a second."""
    from consilience import analysis

    if not sys.stderr.isatty():
        yield
        return
    line = _SearchLine()
    try:
        with analysis.listening(line.show):
            yield
    finally:
        line.clear()


class _SearchLine:
    """The line that a search writes again and again; each phase has a clock of its own."""

    def __init__(self) -> None:
        self.begun = self.phase_begun = self.shown = time.monotonic()
        self.phase = ""
        self.share = 0.0
        self.width = 0

    def show(self, progress: analysis.Progress) -> None:
        """Write how far the search is, a few times a second."""
        now = time.monotonic()
        if self.phase == "pairs" and self.share < 1 and progress.phase != "pairs":
            return  # searches within the pairs would hide how far the whole is
        if progress.phase != self.phase or progress.share < self.share:
            self.phase, self.phase_begun = progress.phase, now
        self.share = progress.share
        if now - self.begun < _QUIET or now - max(self.shown, self.phase_begun) < _PAUSE:
            return
        self.shown = now
        share = max(progress.share, 1e-9)
        left = math.ceil((now - self.phase_begun) * (1 - share) / share)
        values = {"percent": int(100 * share), "found": progress.found, "left": left}
        sentence = text(f"cli.searching.{progress.phase}", message_language(), **values)
        sys.stderr.write("\r" + sentence.ljust(self.width))
        sys.stderr.flush()
        self.width = max(self.width, len(sentence))

    def clear(self) -> None:
        """Take the line away."""
        if self.width:
            # Chinese signs are two columns wide
            sys.stderr.write("\r" + " " * (2 * self.width) + "\r")
            sys.stderr.flush()
            self.width = 0


def say(value: Any, sentence: str, *, as_json: bool) -> None:
    """Write the answer: JSON for programs, a sentence or table for people."""
    if as_json:
        sentence = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(sentence + "\n")


def table_text(frame: pd.DataFrame, digits: str = ".3f", *, index: bool = False) -> str:
    """Return a table for people; what is not known is a dash, a Chinese sign is two columns."""
    import pandas as pd

    with pd.option_context("display.unicode.east_asian_width", True):
        return frame.to_string(
            index=index, float_format=lambda value: format(value, digits), na_rep="-"
        )


def said(key: str, **values: object) -> str:
    """Return a sentence of the command in the language of messages.

    The values are keyword arguments because they fill the named blanks of the sentence.
    """
    return text(f"cli.said.{key}", message_language(), **values)
