"""The text of a Word document; run by :mod:`consilience.formats.worker`, imports nothing of ours.

The XML is walked itself, because a paragraph's text as python-docx gives it leaves out what is
inserted under tracked changes, stands in content controls or in text boxes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

_BROKEN = (KeyError, ParseError, StopIteration, UnicodeDecodeError, zipfile.BadZipFile)
# Word's own elements, ISO's names for them, and equations, whose letters are text too.
_READ = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
)
# What holds settings or text that the page does not show.
_SKIPPED = {"rPr", "sectPr", "tblPr", "tblGrid", "sdtPr", "instrText", "rt", "delText"}
_FIXED = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Elements that are not in the text, by the name under which they are counted.
_COUNTED = {
    "del": "deletions",
    "moveFrom": "deletions",
    "ins": "insertions",
    "commentReference": "comments",
    "drawing": "pictures",
    "pict": "pictures",
    "object": "pictures",
    "sym": "symbols",
    "altChunk": "embedded",
}


class TooLongError(Exception):
    """The text has more characters than are read."""


def parsed(archive: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return text and counts of what is not in it, or why there is none under ``problem``."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as members:
            return _parsed(members, options["characters"])
    except TooLongError:
        return {"problem": "too_long"}
    except _BROKEN:
        return {"problem": "broken_document"}


def _parsed(members: zipfile.ZipFile, most: int) -> dict[str, Any]:
    main = next(
        target
        for kind, target in _relations(members, "_rels/.rels", "")
        if kind == "officeDocument"
    )
    folder, name = posixpath.split(main)
    related = list(_relations(members, f"{folder}/_rels/{name}.rels", folder))
    counts: Counter[str] = Counter()
    lines: list[str] = []
    with members.open(main) as source:
        _add(lines, _blocks(source, {"body"}, counts), most)
    for kind in ("footnotes", "endnotes"):
        for target in [target for what, target in related if what == kind]:
            with members.open(target) as source:
                notes = [line for line in _blocks(source, {kind}, Counter()) if line.strip()]
            counts[kind] += len(notes)
            _add(lines, iter(["", *notes] if notes else []), most)
    counts["headers"] = sum(
        _has_text(members, target) for kind, target in related if kind in {"header", "footer"}
    )
    return {"text": "\n".join(lines), "counts": {key: n for key, n in counts.items() if n}}


def _add(lines: list[str], more: Iterator[str], most: int) -> None:
    size = sum(map(len, lines))
    for line in more:
        size += len(line) + 1
        if size > most:
            raise TooLongError
        lines.append(line)


def _relations(members: zipfile.ZipFile, name: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield kind and member of each part of the archive that another part names."""
    if name not in members.namelist():
        return
    for item in fromstring(members.read(name)):  # noqa: S314 (entities are refused before)
        if item.get("TargetMode") != "External":
            target = posixpath.join("/", folder, item.get("Target", ""))
            yield item.get("Type", "").rpartition("/")[2], posixpath.normpath(target).lstrip("/")


def _blocks(source: Any, containers: set[str], counts: Counter[str]) -> Iterator[str]:
    """Yield the lines of a part, block by block, so that memory holds one block at a time."""
    stack: list[Element] = []
    for event, element in iterparse(source, ("start", "end")):  # noqa: S314 (entities are refused)
        if event == "start":
            stack.append(element)
            continue
        stack.pop()
        if stack and _name(stack[-1]) in containers and len(stack) <= 2:
            yield from _lines(element, counts)
            stack[-1].clear()


def _name(element: Element) -> str:
    space, _, name = element.tag.rpartition("}")
    if space[1:] in _READ or name in {"AlternateContent", "Fallback"}:
        return name
    return ""


def _lines(element: Element, counts: Counter[str]) -> Iterator[str]:
    """Yield the lines of a block: a paragraph's, a table's rows, or those of what it holds."""
    name = _name(element)
    if name in {"p", "tr"}:
        yield from (_paragraph if name == "p" else _row)(element, counts)
    elif name in _COUNTED and name != "ins":
        counts[_COUNTED[name]] += 1
    elif name not in _SKIPPED:
        for child in element:
            yield from _lines(child, counts)


def _paragraph(paragraph: Element, counts: Counter[str]) -> Iterator[str]:
    pieces: list[str] = []
    boxes: list[str] = []
    _collect(paragraph, pieces, boxes, counts)
    yield from "".join(pieces).split("\n")
    yield from boxes


def _collect(element: Element, pieces: list[str], boxes: list[str], counts: Counter[str]) -> None:
    """Gather the words of a paragraph, and apart from them the lines of its text boxes."""
    for child in element:
        name = _name(child)
        if name == "t":
            pieces.append((child.text or "").replace("\n", " "))
        elif name in _FIXED:
            pieces.append(_FIXED[name])
        elif name == "txbxContent":
            counts["boxes"] += 1
            for block in child:
                boxes.extend(_lines(block, counts))
        elif name == "pPr":
            counts["numbers"] += any(_name(item) == "numPr" for item in child)
        elif name not in _SKIPPED and name != "Fallback":
            _descend(child, name, pieces, boxes, counts)


def _descend(
    child: Element, name: str, pieces: list[str], boxes: list[str], counts: Counter[str]
) -> None:
    held = counts["boxes"]
    if name not in {"del", "moveFrom"}:
        _collect(child, pieces, boxes, counts)
    is_box = name in {"drawing", "pict"} and counts["boxes"] > held
    if name in _COUNTED and not is_box:
        counts[_COUNTED[name]] += 1


def _row(row: Element, counts: Counter[str]) -> Iterator[str]:
    """Yield a row as one line, cells apart by tabs; a cell of several paragraphs adds lines."""
    if any(_name(item) == "trPr" and any(_name(x) == "del" for x in item) for item in row):
        counts["deletions"] += 1
        return
    yield from "\t".join("\n".join(_cell(cell, counts)) for cell in _cells(row)).split("\n")


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, also those in content controls, not those of inner tables."""
    for child in row:
        if _name(child) == "tc":
            yield child
        elif _name(child) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _cells(child)


def _cell(cell: Element, counts: Counter[str]) -> Iterator[str]:
    """Yield the lines of a cell; one that continues a merged cell above or beside has none."""
    for child in cell:
        if _name(child) == "tcPr":
            for item in child:
                value = next(iter(item.attrib.values()), "continue")
                if _name(item) in {"vMerge", "hMerge"} and value == "continue":
                    return
        else:
            yield from _lines(child, counts)


def _has_text(members: zipfile.ZipFile, name: str) -> bool:
    found = fromstring(members.read(name))  # noqa: S314 (entities are refused before)
    return any(_name(item) == "t" and (item.text or "").strip() for item in found.iter())
