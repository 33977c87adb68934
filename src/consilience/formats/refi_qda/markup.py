"""What the XML of the standard has of its own: namespaces and GUIDs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.formats.markup import attribute, children

if TYPE_CHECKING:
    from consilience.formats.markup import Element

PROJECT = "urn:QDA-XML:project:1.0"
OWN_ORIGIN = "Consilience"
CODEBOOK = "urn:QDA-XML:codebook:1.0"


def targets(element: Element, name: str) -> list[str]:
    """Return what the references with a name lead to; codebooks write ``guid`` there."""
    return [guid_of(one, "targetGUID") or guid_of(one) for one in children(element, name)]


def guid_of(element: Element, name: str = "guid") -> str:
    """Return a GUID without braces and in lower case, as it is compared."""
    return attribute(element, name).strip().strip("{}").lower()
