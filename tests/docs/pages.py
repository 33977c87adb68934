"""The pages of the documentation, read as fenced blocks, links and citations."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

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
    """Return a page without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def links(page: Path) -> list[str]:
    """Return the targets of a page's links."""
    return [match["target"] for match in _LINK.finditer(prose(page))]


def cited(page: Path) -> set[str]:
    """Return the bibliography keys that a page cites."""
    return {match["key"] for match in _CITATION.finditer(prose(page))}


def headings(page: Path) -> set[str]:
    """Return the addresses of a page's headings, made as GitHub makes them."""
    words = [match["words"].lower() for match in _HEADING.finditer(prose(page))]
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
