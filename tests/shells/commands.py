"""Commands as a user types them, run within the test."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest

from consilience.cli import main


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def consilience(*words: object, folder: Path = Path(), language: str = "en") -> Done:
    """Run ``consilience WORDS``, as if typed in a folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.chdir(folder))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(mock.patch.object(sys, "argv", ["consilience", *map(str, words)]))
        stack.enter_context(mock.patch.dict(os.environ, CONSILIENCE_LANGUAGE=language))
        with pytest.raises(SystemExit) as ended:
            main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def run(*words: object, folder: Path = Path(), language: str = "en") -> tuple[int, str, str]:
    """Run ``consilience WORDS``; return exit code, answer and errors."""
    done = consilience(*words, folder=folder, language=language)
    return done.returncode, done.stdout, done.stderr


def refused(*words: object, folder: Path = Path(), language: str = "en") -> str:
    """Return the one sentence of a refusal."""
    done = consilience(*words, folder=folder, language=language)
    assert done.returncode == 2, (done.stdout, done.stderr)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert len(lines) == 1, lines
    return lines[0]
