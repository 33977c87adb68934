"""Type commands as a user does, and read what they answer."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from typing import Any
from unittest import mock

from consilience.cli import main


def run(*words: object, language: str = "en") -> tuple[int, str, str]:
    """Type ``consilience coding WORDS``; return exit code, output and errors."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    line = ["consilience", *(str(word) for word in words)]
    with (
        mock.patch.object(sys, "argv", line),
        mock.patch.dict(os.environ, {"CONSILIENCE_LANGUAGE": language}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
    return code, out.getvalue(), err.getvalue()


def shown(*words: object, language: str = "en") -> str:
    """Return the output of a command on codings that must succeed."""
    code, out, err = run("coding", *words, language=language)
    assert (code, err) == (0, "")
    return out


def answered(*words: object) -> Any:
    """Return the JSON answer of a command on codings that must succeed."""
    return json.loads(shown(*words, "--json"))


def refused(*words: object, language: str = "en") -> str:
    """Return the one sentence with which a command on codings is refused."""
    code, out, err = run("coding", *words, language=language)
    assert (code, out, err.count("\n")) == (2, "", 1)
    return err


FILE = "coded.consilience"
