"""Variables and their values, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.formats.markup import attribute, child, children
from consilience.formats.refi_qda.markup import guid_of

if TYPE_CHECKING:
    from consilience.formats.markup import Element


def variable_names(root: Element) -> dict[str, str]:
    """Return the names of variables by their GUIDs in lower case."""
    found = {}
    for variable in children(child(root, "Variables"), "Variable"):
        guid = guid_of(variable)
        found[guid] = attribute(variable, "name").strip() or guid
    return found


def value_of(element: Element) -> tuple[str, str]:
    """Return the GUID of the variable and the value of a VariableValue, as a text."""
    reference = child(element, "VariableRef")
    guid = "" if reference is None else guid_of(reference, "targetGUID")
    said = ["".join(map(str, one.itertext())) for one in element if one is not reference]
    return guid, "".join(said)
