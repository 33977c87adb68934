"""A page read back: its elements, with what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

_VOID = {"meta", "link", "wbr", "br", "hr", "img", "input"}


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        parts = [item if isinstance(item, str) else item.text for item in self.children]
        return "".join(parts)

    @cached_property
    def within(self) -> list[Element]:
        """Every element within, in order."""
        inner = [item for item in self.children if isinstance(item, Element)]
        return [found for item in inner for found in (item, *item.within)]

    @cached_property
    def places(self) -> dict[str, Element]:
        """The elements within that have an identifier."""
        return {e.attributes["id"]: e for e in self.within if "id" in e.attributes}

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return every element within, of a tag and with attributes, in order."""
        return [
            item
            for item in self.within
            if item.tag == (tag or item.tag)
            and all(item.attributes.get(name) == value for name, value in attributes.items())
        ]

    def place(self, identifier: str) -> Element:
        """Return the element with an identifier."""
        return self.places[identifier]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"{tag} closes {self.open[-1].tag}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Element:
    """Return the root of a page whose tags are all closed."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root
