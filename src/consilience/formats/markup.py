"""XML that nobody has checked, read whatever the namespace, the order and the case of names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from consilience.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

Element = etree._Element  # noqa: SLF001  (lxml has no other name for the type)

_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What no XML document holds.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parsed(document: bytes, file: str) -> Element:
    """Return the root of a document.

    Raises
    ------
    DataError
        If it is no XML, declares a document type or entities, or is nested or long beyond what
        the parser allows.
    """
    content = _narrow(document)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        raise DataError("exchange.error.entities", file=file)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise DataError("exchange.error.broken_xml", file=file, line=line) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DataError("exchange.error.entities", file=file)
    return root


def _narrow(document: bytes) -> bytes:
    """Return a document as UTF-8 without a mark and without anything before its declaration."""
    for mark, encoding in _WIDE:
        if document.startswith(mark):
            text = document.decode(encoding, errors="replace")
            return _DECLARATION.sub("", text).strip().encode("utf-8", errors="replace")
    return document.removeprefix(b"\xef\xbb\xbf").lstrip()


@lru_cache(maxsize=256)
def local(tag: str) -> str:
    """Return the name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the children with one of these names."""
    if element is not None:
        for child in element:
            if local(str(child.tag)) in names:
                yield child


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child with a name."""
    return next(children(element, name), None)


def others(element: Element | None, known: Container[str]) -> Iterator[str]:
    """Yield the names of the children that are not known."""
    for child in () if element is None else element:
        name = local(str(child.tag))
        if name not in known:
            yield name


def attribute(element: Element, name: str) -> str:
    """Return an attribute, whatever the case of its name; "" where it is missing."""
    found = element.get(name)
    if found is not None:
        return str(found)
    wanted = name.lower()
    return next(
        (str(said) for key, said in element.attrib.items() if local(str(key)).lower() == wanted), ""
    )


def words(element: Element, name: str) -> str:
    """Return the text of a child, or of an attribute that stands in its place."""
    found = child(element, name)
    if found is None:
        return attribute(element, name)
    return "".join(str(part) for part in found.itertext())


def writable(text: str) -> str:
    """Return a text in which what no XML document holds reads \ufffd."""
    return _IMPOSSIBLE.sub("\ufffd", text)
