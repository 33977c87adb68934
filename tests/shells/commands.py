"""Commands as a user types them, run within the test."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from unittest import mock

import pytest

from consilience.cli import main


def run(*words: str, language: str = "en") -> tuple[int, str, str]:
    """Run ``consilience WORDS``; return exit code, answer and errors."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(mock.patch.object(sys, "argv", ["consilience", *words]))
        stack.enter_context(mock.patch.dict(os.environ, CONSILIENCE_LANGUAGE=language))
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0), out.getvalue(), err.getvalue()
