"""Bytes that nobody has checked, handed to a parser in a process of its own.

The process ends with its answer, at its limits, or when the caller stops waiting; none remains.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

MEMORY = 1 << 30
SECONDS = 60
# A busy machine may take longer than the seconds of work that are allowed.
PATIENCE = 5
_WORKER = Path(__file__).with_name("worker.py")

Parser = Literal["workbook_worker", "docx_worker", "pdf_worker"]


def answer(
    parser: Parser,
    content: bytes,
    options: dict[str, Any],
    *,
    memory: int = MEMORY,
    seconds: int = SECONDS,
) -> dict[str, Any]:
    """Return what a parser says of the bytes; ``{"problem": "limits"}`` if it needs too much.

    Where the system knows no limits for a process (Windows), only the wait has an end.
    """
    request = {"parser": parser, "options": options, "memory": memory, "seconds": seconds}
    try:
        done = subprocess.run(  # noqa: S603 (our own program, with the caller's interpreter)
            [sys.executable, "-P", str(_WORKER)],
            input=json.dumps(request).encode() + b"\n" + content,
            capture_output=True,
            check=True,
            timeout=PATIENCE * seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, BrokenPipeError, ValueError):
        return {"problem": "limits"}
    return found
