"""What a report is made of, before it is written as HTML: paragraphs, tables, figures, sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.plots import Figure
from consilience.report.tables import Cell, Table
from consilience.texts import Language

Level = Literal["info", "warning"]


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``"paste"`` is meant to be taken into a paper, ``"aside"`` explains."""

    text: str
    kind: Literal["text", "lead", "aside", "paste"] = "text"
    language: Language | None = None


@dataclass(frozen=True)
class Remark:
    """What the reader must know beside a result, in one sentence."""

    text: str
    level: Level = "info"


@dataclass(frozen=True)
class Remarks:
    """Remarks that stand together."""

    items: tuple[Remark, ...]


@dataclass(frozen=True)
class Listing:
    """A list; each item is a row of pieces, some of which may be links."""

    items: tuple[tuple[Cell, ...], ...]
    kind: Literal["plain", "findings", "legend", "references"] = "plain"


@dataclass(frozen=True)
class Facts:
    """Names and what they stand for, one below the other."""

    items: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Gallery:
    """Figures side by side where there is room; one figure alone is larger."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Code:
    """A script, as it is copied."""

    text: str


@dataclass(frozen=True)
class Details:
    """Blocks that the reader opens; nothing in them is the target of a link from outside."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """A part with a heading; ``key`` is its identifier and the target of links."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    remark: str = ""


@dataclass(frozen=True)
class Cards:
    """Small sections side by side where there is room."""

    sections: tuple[Section, ...]


Block = Paragraph | Remarks | Listing | Facts | Gallery | Table | Code | Details | Section | Cards


@dataclass(frozen=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    language: Language
    sections: tuple[Section, ...]
