"""Every check of the project, the fast ones first; ends with the test runner's closing line.

``python tests/check.py`` runs all; ``--fast`` leaves out the slow tests (browser, kill, long laws).
"""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LONGEST_FUNCTION = 50


def run(name: str, *command: str) -> bool:
    """Run one check and say how long it took."""
    started = time.perf_counter()
    passed = run_silently(*command)
    sys.stdout.write(f"{name}: {time.perf_counter() - started:.0f} s\n")
    sys.stdout.flush()
    return passed


def run_silently(*command: str) -> bool:
    """Run one check and add nothing to what it prints."""
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, check=False)
    return done.returncode == 0


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    first = node.body[0]
    has_docstring = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def print_sizes() -> None:
    """Print module and function sizes beside the bars; they are shown, not enforced."""
    modules, functions = [], []
    for path in sorted((ROOT / "src").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        modules.append((source.count("\n"), str(path.relative_to(ROOT))))
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                functions.append((function_lines(node), place))
    for name, found, bars in (
        ("modules", modules, "130/300/400"),
        ("functions", functions, "7/22/50"),
    ):
        sizes = sorted(size for size, _ in found)
        middle, high = sizes[len(sizes) // 2], sizes[int(0.9 * len(sizes))]
        sys.stdout.write(
            f"{len(sizes)} {name}: lines median {middle}, p90 {high}, max {sizes[-1]} ({bars})\n"
        )
    for size, place in sorted(functions, reverse=True):
        if size > LONGEST_FUNCTION:
            sys.stdout.write(f"  over {LONGEST_FUNCTION} lines: {place} ({size})\n")


def main() -> int:
    """Run all checks; the tests come last, so that their closing line ends the output."""
    fast = "--fast" in sys.argv[1:]
    passed = [
        run("format", "ruff", "format", "--check", "--quiet", "."),
        run("lint", "ruff", "check", "--quiet", "."),
        run("types", "mypy"),
        run("architecture: layers and import cycles", "lint-imports", "--no-logo"),
    ]
    print_sizes()
    tests = [
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "--doctest-modules",
        "src",
        "tests",
        "docs",
        "README.md",
    ]
    sys.stdout.flush()
    passed.append(run_silently(*tests, *(["-m", "not slow"] if fast else [])))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
