"""The program that parses a file nobody has checked, in a process of its own with limits.

Parsers can be made to need gigabytes or hours by small files, so none runs in the caller's
process. This program imports nothing of ours but the one parser that is asked for, starts fast,
takes the bytes on its standard input after a line of JSON, and answers with one JSON document.
"""

from __future__ import annotations

import json
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any


def main() -> None:
    """Answer the one request on the standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    limit(request["memory"], request["seconds"])
    answer = answered(request["parser"], sys.stdin.buffer.read(), request["options"])
    json.dump(answer, sys.stdout)


def limit(memory: int, seconds: int) -> None:
    """Limit this process to bytes of memory and seconds of work, where the system can."""
    try:
        import resource  # noqa: PLC0415 (not on Windows)
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # macOS refuses some limits; the caller's clock remains
            continue


def answered(parser: str, content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return what a parser says of the bytes, or that it needs too much."""
    try:
        found: dict[str, Any] = _module(parser).parsed(content, options)
    except (MemoryError, RecursionError):
        return {"problem": "limits"}
    return found


def _module(parser: str) -> Any:
    loader = SourceFileLoader(parser, str(Path(__file__).with_name(f"{parser}.py")))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
