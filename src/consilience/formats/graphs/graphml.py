"""GraphML: nodes and ties with typed attributes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from consilience.errors import DataError
from consilience.formats.graphs.data import Draft, GraphData, finished, records
from consilience.formats.graphs.values import (
    read_value,
    tie_values,
    value_text,
    values_of,
)
from consilience.formats.markup import children, local, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from consilience.formats.markup import Element
    from consilience.results import Note

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES = {"text": "string", "whole": "long", "number": "double", "boolean": "boolean"}


@dataclass(frozen=True)
class _Key:
    """What the file says of an attribute."""

    name: str
    domain: str
    kind: str
    default: str | None


def read_graphml(content: bytes, file: str) -> GraphData:
    """Return the network of a GraphML file."""
    root = parsed(content, file)
    if local(str(root.tag)) != "graphml":
        raise DataError("graphs.other_root", file=file, got=local(str(root.tag)), wanted="graphml")
    graphs = list(children(root, "graph"))
    if not graphs:
        raise DataError("graphs.no_nodes", file=file)
    draft = Draft(file)
    draft.note("several_graphs", len(graphs) - 1)
    keys = {str(key.get("id")): _key(key) for key in children(root, "key")}
    directed = graphs[0].get("edgedefault") == "directed"
    nested = 0
    for element in graphs[0].iter():
        what = local(str(element.tag))
        nested += what == "graph" and element is not graphs[0]
        if what == "node":
            draft.add_node(_identity(element, "id", file), _node(element, keys, file))
        elif what == "edge":
            ends = (_identity(element, "source", file), _identity(element, "target", file))
            said = element.get("directed")
            one_way = directed if said is None else said in {"true", "1"}
            draft.add_tie(ends, dict(_values(element, keys, "edge", file)), directed=one_way)
    draft.note("nested", nested)
    draft.note("hyperedges", sum(1 for _ in children(graphs[0], "hyperedge")))
    return finished(draft)


def write_graphml(data: GraphData) -> tuple[bytes, tuple[Note, ...]]:
    """Return a network as the bytes of a GraphML file; nothing is lost."""
    root = etree.Element("graphml", nsmap={None: _NAMESPACE})  # type: ignore[dict-item] # its default namespace
    keys: dict[tuple[str, str], str] = {}
    ties = tie_values(data)
    for domain, columns in (
        ("node", {"label": "text", **values_of(data.nodes, ("name",))}),
        ("edge", values_of(ties, ("from", "to", "directed"))),
    ):
        for name, kind in columns.items():
            keys[domain, name] = f"d{len(keys)}"
            etree.SubElement(
                root,
                "key",
                {
                    "id": keys[domain, name],
                    "for": domain,
                    "attr.name": name,
                    "attr.type": _TYPES[kind],
                },
            )
    graph = etree.SubElement(root, "graph", {"edgedefault": "undirected"})
    ids = {name: f"n{place}" for place, name in enumerate(data.nodes["name"])}
    for node in records(data.nodes):
        element = etree.SubElement(graph, "node", {"id": ids[node["name"]]})
        _write(element, {"label": node.pop("name"), **node}, "node", keys)
    for tie in records(ties):
        ends = {"source": ids[tie.pop("from")], "target": ids[tie.pop("to")]}
        directed = {"directed": "true" if tie.pop("directed") else "false"}
        _write(etree.SubElement(graph, "edge", {**ends, **directed}), tie, "edge", keys)
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written, ()


def _write(
    element: Element, values: Mapping[str, Any], domain: str, keys: Mapping[tuple[str, str], str]
) -> None:
    for name, value in values.items():
        text = value_text(value)
        if text is not None:
            etree.SubElement(element, "data", {"key": keys[domain, name]}).text = text


def _key(key: Element) -> _Key:
    default = next(children(key, "default"), None)
    return _Key(
        name=str(key.get("attr.name") or key.get("id")),
        domain=str(key.get("for") or "all"),
        kind=str(key.get("attr.type") or "string"),
        default=None if default is None else "".join(map(str, default.itertext())),
    )


def _identity(element: Element, name: str, file: str) -> str:
    found = element.get(name)
    if not found:
        raise DataError("graphs.no_id", file=file, name=name, line=element.sourceline)
    return str(found)


def _node(element: Element, keys: Mapping[str, _Key], file: str) -> dict[str, Any]:
    found = dict(_values(element, keys, "node", file))
    label = found.pop("label", None)
    if label is None:
        label = found.pop("name", None)
    drawn = next((one for one in element.iter() if local(str(one.tag)) == "NodeLabel"), None)
    if label is None and drawn is not None:  # yEd keeps it in the drawing
        label = "".join(map(str, drawn.itertext())).strip()
    other = found.pop("name", None)
    return {"label": label, **found, **({} if other is None else {"name (attribute)": other})}


def _values(
    element: Element, keys: Mapping[str, _Key], domain: str, file: str
) -> Iterator[tuple[str, Any]]:
    given = {str(data.get("key")): data for data in children(element, "data")}
    for key in given:
        if key not in keys:
            raise DataError("graphs.unknown_key", file=file, key=key)
    for key, said in keys.items():
        data = given.get(key)
        if said.domain not in {domain, "all"} or (data is not None and len(data)):
            continue
        text = said.default if data is None else "".join(map(str, data.itertext()))
        if text is not None:
            yield said.name, read_value(text, said.kind, said.name, file)
