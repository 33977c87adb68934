"""GEXF, the format of Gephi: nodes and ties with typed attributes and a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from consilience.errors import DataError
from consilience.formats.graphs.data import Draft, GraphData, finished, records
from consilience.formats.graphs.values import read_value, tie_values, value_text, values_of
from consilience.formats.markup import child, children, local, parsed, writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.formats.markup import Element
    from consilience.results import Note

_NAMESPACE = "http://gexf.net/1.3"
_TYPES = {"text": "string", "whole": "long", "number": "double", "boolean": "boolean"}
_SPELL = ("start", "end")
_DRAWING = {"color", "position", "size", "shape", "thickness"}

_Titles = dict[str, tuple[str, str, str | None]]  # by id: title, type, default


def read_gexf(content: bytes, file: str) -> GraphData:
    """Return the network of a GEXF file."""
    root = parsed(content, file)
    if local(str(root.tag)) != "gexf":
        raise DataError("graphs.other_root", file=file, got=local(str(root.tag)), wanted="gexf")
    graph = child(root, "graph")
    if graph is None:
        raise DataError("graphs.no_nodes", file=file)
    draft = Draft(file)
    titles = {which: _titles(graph, which) for which in ("node", "edge")}
    directed = graph.get("defaultedgetype") == "directed"
    changing = 0
    for element in graph.iter():
        what = local(str(element.tag))
        if what == "node":
            values, more = _values(element, titles["node"], file)
            changing += more
            label = {"label": element.get("label")}
            draft.add_node(_identity(element, "id", file), {**_spell(element), **values, **label})
        elif what == "edge":
            changing += _read_edge(element, titles["edge"], draft, directed=directed)
    draft.note("changing", changing)
    draft.note("drawing", sum(local(str(one.tag)) in _DRAWING for one in graph.iter()))
    return finished(draft)


def _read_edge(element: Element, titles: _Titles, draft: Draft, *, directed: bool) -> int:
    """Add one tie for each time that an edge holds; return what is not read."""
    values, more = _values(element, titles, draft.file)
    known = {"weight": element.get("weight"), "layer": element.get("kind")}
    label = {"label": element.get("label")}
    said = {name: value for name, value in {**known, **label}.items() if value is not None}
    ends = tuple(_identity(element, name, draft.file) for name in ("source", "target"))
    kind = element.get("type")
    one_way = directed if kind is None else kind == "directed"
    spells = [_spell(one) for one in children(child(element, "spells"), "spell")]
    for spell in spells or [_spell(element)]:
        draft.add_tie((ends[0], ends[1]), {**said, **spell, **values}, directed=one_way)
    return more


def write_gexf(data: GraphData) -> tuple[bytes, tuple[Note, ...]]:
    """Return a network as the bytes of a GEXF file; nothing is lost.

    Gephi's time line needs whole days, so that a year stands there from its first day to its last.
    The dates as they were are attributes.
    """
    root = etree.Element("gexf", {"version": "1.3"}, nsmap={None: _NAMESPACE})  # type: ignore[dict-item] # its default namespace
    ties = tie_values(data)
    dated = bool({"start", "end"} & set(ties.columns))
    time = {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}
    graph = etree.SubElement(root, "graph", {"defaultedgetype": "undirected", **time})
    node_ids = _declare(graph, "node", list(values_of(data.nodes, ("name",)).items()))
    skipped = ("from", "to", "weight", "layer", "directed")
    tie_ids = _declare(graph, "edge", list(values_of(ties, skipped).items()))
    nodes = etree.SubElement(graph, "nodes")
    ids = {name: f"n{place}" for place, name in enumerate(data.nodes["name"])}
    for node in records(data.nodes):
        name = value_text(node.pop("name"))
        element = etree.SubElement(nodes, "node", {"id": ids[str(name)], "label": str(name)})
        _write(element, node, node_ids)
    edges = etree.SubElement(graph, "edges")
    for place, tie in enumerate(records(ties)):
        said = {
            "id": f"e{place}",
            "source": ids[tie["from"]],
            "target": ids[tie["to"]],
            "type": "directed" if tie["directed"] else "undirected",
            "weight": repr(tie["weight"]),
            **({"kind": writable(tie["layer"])} if tie.get("layer") else {}),
            **{name: _day(str(tie[name]), name) for name in _SPELL if tie.get(name)},
        }
        _write(etree.SubElement(edges, "edge", said), tie, tie_ids)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), ()


def _declare(graph: Element, which: str, columns: list[tuple[str, Any]]) -> dict[str, str]:
    ids = {name: str(place) for place, (name, _) in enumerate(columns)}
    if columns:
        declared = etree.SubElement(graph, "attributes", {"class": which, "mode": "static"})
        for name, kind in columns:
            said = {"id": ids[name], "title": name, "type": _TYPES[kind]}
            etree.SubElement(declared, "attribute", said)
    return ids


def _write(element: Element, values: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    texts = {ids[name]: value_text(value) for name, value in values.items() if name in ids}
    filled = {key: text for key, text in texts.items() if text is not None}
    if filled:
        group = etree.SubElement(element, "attvalues")
        for key, text in filled.items():
            etree.SubElement(group, "attvalue", {"for": key, "value": text})


def _day(text: str, which: str) -> str:
    return text + ("-01-01" if which == "start" else _last_days(text))[: 10 - len(text)]


def _last_days(text: str) -> str:
    if len(text) == 4:
        return "-12-31"
    import calendar  # noqa: PLC0415 (only months need it)

    return f"-{calendar.monthrange(int(text[:4]), int(text[5:7]))[1]}"


def _titles(graph: Element, which: str) -> _Titles:
    found: _Titles = {}
    for group in children(graph, "attributes"):
        if group.get("class") == which:
            for one in children(group, "attribute"):
                default = child(one, "default")
                text = None if default is None else "".join(map(str, default.itertext()))
                key = str(one.get("id"))
                found[key] = (str(one.get("title") or key), str(one.get("type")), text)
    return found


def _values(element: Element, titles: _Titles, file: str) -> tuple[dict[str, Any], int]:
    """Return the attributes, the last value of each, and how many had several over time."""
    given: dict[str, list[str]] = {}
    for one in children(child(element, "attvalues"), "attvalue"):
        key = str(one.get("for") or one.get("id"))
        if key not in titles:
            raise DataError("graphs.unknown_key", file=file, key=key)
        given.setdefault(key, []).append(str(one.get("value") or ""))
    found = {
        title: read_value(given[key][-1] if key in given else str(default), kind, title, file)
        for key, (title, kind, default) in titles.items()
        if key in given or default is not None
    }
    return found, sum(len(values) > 1 for values in given.values())


def _spell(element: Element) -> dict[str, Any]:
    return {name: element.get(name) for name in _SPELL if element.get(name) is not None}


def _identity(element: Element, name: str, file: str) -> str:
    found = element.get(name)
    if not found:
        raise DataError("graphs.no_id", file=file, name=name, line=element.sourceline)
    return str(found)
