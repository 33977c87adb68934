"""Files of the REFI-QDA standard as other programs write them, made by hand."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"


def guid(name: str) -> str:
    """Return a GUID in upper case, as most programs write them."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name)).upper()


def element(tag: str, /, *inside: str, **attributes: object) -> str:
    """Return an element; a trailing underscore of an attribute's name is dropped."""
    said = "".join(
        f" {key.rstrip('_')}={quoteattr(str(value))}" for key, value in attributes.items()
    )
    return f"<{tag}{said}>{''.join(inside)}</{tag}>"


def words(name: str, text: str) -> str:
    """Return an element with a text."""
    return f"<{name}>{escape(text)}</{name}>"


def ref(name: str, target: str) -> str:
    """Return a reference to the thing with this name."""
    return element(name, targetGUID=guid(target))


def code(name: str, /, *inside: str, key: str = "", codable: str = "true", **more: object) -> str:
    """Return a code; ``key`` tells codes of the same name apart."""
    return element("Code", *inside, guid=guid(key or name), name=name, isCodable=codable, **more)


def selection(key: str, start: int, end: int, *codes: str, **more: object) -> str:
    """Return a selection of plain text with one coding a code."""
    codings = "".join(
        element("Coding", ref("CodeRef", one), guid=guid(f"{key}/{one}")) for one in codes
    )
    return element(
        "PlainTextSelection",
        codings,
        guid=guid(key),
        startPosition=start,
        endPosition=end,
        **more,
    )


def project(*parts: str, namespace: str = PROJECT, **more: object) -> str:
    """Return the document of a project."""
    named = {"name": "Alliances", "origin": "Made", **more}
    said = "".join(f" {key}={quoteattr(str(value))}" for key, value in named.items())
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<Project xmlns="{namespace}"{said}>{"".join(parts)}</Project>'


def codebook(*codes: str, namespace: str = "") -> str:
    """Return the codebook of a project."""
    said = f' xmlns="{namespace}"' if namespace else ""
    return f"<CodeBook{said}><Codes>{''.join(codes)}</Codes></CodeBook>"


def archive(path: Path, document: str | bytes, members: dict[str, bytes] | None = None) -> Path:
    """Write a .qdpx."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", document)
        for name, content in (members or {}).items():
            made.writestr(name, content)
    return path
