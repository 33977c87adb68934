"""How commands speak: answers on standard output, progress and errors on standard error."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from consilience.errors import DataError
from consilience.texts import LANGUAGES, Language, text

StudyPath = Annotated[Path, typer.Argument(help="The study file (NAME.consilience).")]
TablePath = Annotated[Path, typer.Argument(help="A CSV or xlsx file, one row a case.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
SheetOption = Annotated[str | None, typer.Option(help="Sheet of a workbook.")]
EncodingOption = Annotated[str | None, typer.Option(help="Encoding, such as gb18030.")]

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


def say(value: Any, sentence: str, *, as_json: bool) -> None:
    """Write the answer: JSON for programs, a sentence or table for people."""
    if as_json:
        sentence = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(sentence + "\n")


def said(key: str, **values: object) -> str:
    """Return a sentence of the command in the language of messages.

    The values are keyword arguments because they fill the named blanks of the sentence.
    """
    return text(f"cli.said.{key}", message_language(), **values)
