"""The documentation is true: its commands run, its names exist, its links lead somewhere."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from consilience.analysis import STEP_KINDS, check_settings
from consilience.cli import app
from consilience.references import citation, library
from consilience.study import read_plan

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PROJECT_PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")
DATA_PAGE = ROOT / "src" / "consilience" / "data" / "README.md"
PAGES = (*PROJECT_PAGES, DATA_PAGE, *sorted(DOCS.rglob("*.md")))

_FENCE = re.compile(
    r"^```(?P<language>\S*)[ ]*(?P<name>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_CITATION = re.compile(r"\[@(?P<key>\w+)\]")
_HEADING = re.compile(r"^#+ +(?P<words>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, the file name beside it ("" for none) and its text."""

    language: str
    name: str
    body: str

    @property
    def commands(self) -> list[str]:
        """The command lines of a console block, without the prompt; a backslash joins lines."""
        joined = self.body.replace("\\\n", " ")
        found = [line.removeprefix("$ ") for line in joined.splitlines() if line.startswith("$ ")]
        return [line for line in found if line.startswith("consilience ")]


def text_of(page: Path) -> str:
    """Return a page as text."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [Block(**match.groupdict()) for match in _FENCE.finditer(text_of(page))]


def prose(page: Path) -> str:
    """Return a page without fenced blocks and code."""
    return re.sub(r"`[^`\n]+`", "", _FENCE.sub("", text_of(page)))


def links(page: Path) -> list[str]:
    """Return the targets of a page's links."""
    return [match["target"] for match in _LINK.finditer(prose(page))]


def cited(page: Path) -> set[str]:
    """Return the bibliography keys that a page cites."""
    return {match["key"] for match in _CITATION.finditer(prose(page))}


def headings(page: Path) -> set[str]:
    """Return the addresses of a page's headings, made as GitHub makes them."""
    whole = _FENCE.sub("", text_of(page))
    words = [match["words"].lower() for match in _HEADING.finditer(whole)]
    return {re.sub(r"[^\w\- ]", "", item).replace(" ", "-") for item in words}


def shown_steps() -> list[tuple[str, frozenset[str]]]:
    """Return kind and names of settings of every protocol step that some page shows."""
    tables = [
        tomllib.loads(block.body)
        for page in PAGES
        for block in blocks(page)
        if block.language == "toml" and block.name
    ]
    return [
        (step["kind"], frozenset(step.get("settings", {})))
        for table in tables
        for step in table.get("step", [])
    ]


_START = "python3 -m venv .venv && .venv/bin/pip install"
README_COMMANDS = (
    f"{_START} . && .venv/bin/consilience demo",
    f"{_START} -e '.[test]' && .venv/bin/python tests/check.py",
)
PACKAGES = (
    "analysis",
    "calibration",
    "coding",
    "formats",
    "games",
    "network",
    "plots",
    "qca",
    "report",
    "stages",
    "study",
    "value",
)
WITH_COMMANDS = [page for page in PAGES if any(block.commands for block in blocks(page))]


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(_commands(typer.main.get_command(app)))


def _run(line: str, folder: Path) -> None:
    words = shlex.split(line)[1:]
    output = None
    if ">" in words:
        *words, _, output = words
    found = subprocess.run(
        [sys.executable, "-m", "consilience", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "CONSILIENCE_LANGUAGE": "en", "PYTHONIOENCODING": "utf-8"},
    )
    assert found.returncode == 0, (line, found.stderr.decode("utf-8", "replace"))
    if output:
        (folder / output).write_bytes(found.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=_name)
def test_commands_run_in_the_order_of_the_page(page: Path, tmp_path: Path) -> None:
    data = tmp_path / "src" / "consilience" / "data"
    data.mkdir(parents=True)
    (data / "cgcd60.csv").write_bytes((DATA_PAGE.parent / "cgcd60.csv").read_bytes())
    for block in blocks(page):
        if block.name:
            (tmp_path / block.name).write_text(block.body, encoding="utf-8")
        for line in block.commands:
            _run(line, tmp_path)


@pytest.mark.parametrize("line", README_COMMANDS)
def test_readme_gives_the_two_commands(line: str) -> None:
    assert line in [row for block in blocks(ROOT / "README.md") for row in block.body.splitlines()]


@pytest.mark.parametrize("page", [*PROJECT_PAGES, DATA_PAGE], ids=_name)
def test_examples_of_project_pages_hold(page: Path) -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    found = doctest.testfile(str(page), module_relative=False, optionflags=flags, encoding="utf-8")
    assert not found.failed


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_its_options(name: str) -> None:
    lines = [line for page in PAGES for block in blocks(page) for line in block.commands]
    assert any(f"{line} ".startswith(f"consilience {name} ") for line in lines)
    reference = text_of(DOCS / "reference" / "commands.md")
    sections = re.split(r"^#+ ", reference, flags=re.MULTILINE)
    (section,) = [part for part in sections if part.startswith(f"`consilience {name}`")]
    for option in COMMANDS[name].params:
        for written in option.opts:
            if written.startswith("--"):
                assert f"`{written}`" in section, written


def test_command_reference_names_no_command_that_does_not_exist() -> None:
    reference = text_of(DOCS / "reference" / "commands.md")
    assert set(re.findall(r"^#+ `consilience ([^`]+)`", reference, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("kind", STEP_KINDS)
def test_every_step_kind_and_setting_is_shown(kind: str) -> None:
    shown = [settings for name, settings in shown_steps() if name == kind]
    assert shown
    assert set(STEP_KINDS[kind].settings) == set().union(*shown)


def test_every_plan_shown_can_be_loaded() -> None:
    plans = [
        block.body
        for page in PAGES
        for block in blocks(page)
        if block.language == "toml" and block.name
    ]
    assert plans
    for plan in plans:
        for step in read_plan(plan)[1]:
            check_settings(step.kind, step.settings)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_stands_on_its_reference_page(package: str) -> None:
    page = DOCS / "reference" / f"{package}.md"
    names = importlib.import_module(f"consilience.{package}").__all__
    inline = re.findall(r"`[^`\n]+`|^#+ .*$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    code = " ".join([*inline, *(block.body for block in blocks(page))])
    assert not [name for name in names if not re.search(rf"\b{re.escape(name)}\b", code)]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_relative_link_leads_to_a_page_and_heading(page: Path) -> None:
    for target in links(page):
        if not re.match(r"[a-z]+:", target):
            path, _, heading = target.partition("#")
            found = (page.parent / path).resolve() if path else page
            assert found.exists(), target
            assert found.is_relative_to(ROOT), target
            assert not heading or heading in headings(found), target


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_citation_is_in_the_bibliography(page: Path) -> None:
    keys = cited(page)
    assert keys <= set(library())
    listed = dict(re.findall(r"^- \[@(\w+)\] (.+)$", text_of(page), re.MULTILINE))
    assert listed == {key: citation(key) for key in keys}


def test_every_page_is_reached_from_the_index() -> None:
    index = DOCS / "index.md"
    reached = {(DOCS / target.partition("#")[0]).resolve() for target in links(index)}
    assert {page for page in DOCS.rglob("*.md") if page != index} <= reached


def test_picture_is_what_its_script_draws() -> None:
    script = runpy.run_path(str(DOCS / "pictures" / "make.py"))
    assert text_of(DOCS / "pictures" / "configurations.svg") == script["draw"]()
