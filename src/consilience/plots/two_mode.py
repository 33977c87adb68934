"""Organisations and what they take part in, as two kinds of marks in one network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import DataError, UnknownNameError
from consilience.network.ties import Node
from consilience.plots.figure import Figure, Symbol
from consilience.plots.network_drawing import Kind, Look, kinds_of, radii_of
from consilience.plots.network_legend import Item, kind_items, size_item, tie_items
from consilience.plots.network_map import composed, page_width
from consilience.plots.network_places import page_places
from consilience.plots.network_reading import Network, read_network
from consilience.results import Note

_ORGANISATION, _COLLABORATION = "o ", "c "  # one name may be of both kinds
_SQUARE = Kind("", "square", "paper")
_ONE = Kind("", "circle", "accent")
_RADIUS, _MOST_NAMED, _ALL_NAMED = 8.5, 40, 60


def two_mode_figure(
    participations: object,
    *,
    groups: Mapping[str, object] | None = None,
    names: int | Iterable[str] | None = None,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[str, str] | None = None,
    key: str = "two-mode",
) -> Figure:
    """Describe who takes part in what: organisations as coloured signs, collaborations as squares.

    Parameters
    ----------
    participations : frame with columns organisation and collaboration
        One row a participation; the same pair counts once. A row without a collaboration is an
        organisation that takes part in none. At most 1,000 organisations and collaborations.
    groups : mapping of str, optional
        The group of each organisation: form and colour.
    names : int or iterable of str, optional
        How many organisations are named, those in most collaborations first, or which. By
        default all up to 60 signs, else at most 40 that take part in several. Collaborations are
        always named where there is room.
    labels, targets : mapping of str, optional
        What organisations and collaborations are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        The same for the same rows in any order.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If it is no such table, a name is missing, or a group, name or label is amiss.

    Examples
    --------
    >>> rows = {"organisation": ["A", "B", "B"], "collaboration": ["P", "P", "Q"]}
    >>> two_mode_figure(rows).title.sentence()
    'Network of 2 organisations in 2 collaborations'

    References
    ----------
    Borgatti, S. P. and Everett, M. G. (1997). Network Analysis of 2-Mode Data. Social Networks
    19(3).
    """
    owner = "two_mode_figure"
    network = _network(checks.frame(participations, "participations", owner), labels, owner)
    count = len(network.nodes)
    firms = [n for n in range(count) if str(network.nodes[n]).startswith(_ORGANISATION)]
    own = {n: str(network.nodes[n]).removeprefix(_ORGANISATION) for n in firms}
    kinds = _kinds(own, groups, owner)
    width = page_width(count)
    radii = np.full(count, _RADIUS)
    values = network.partners.astype(np.float64)
    radii[firms] = radii_of(values[firms], 0.7 * width * (0.75 / count) ** 0.5)
    looks = [
        _look(network, n, kinds.get(n, _SQUARE), float(radii[n]), targets or {})
        for n in range(count)
    ]
    page = page_places(network.tied, np.arange(count), 1.25 * radii, width)
    order = _order(network, own, names, owner)
    items = _items(network, own, kinds, grouped=groups is not None)
    marks, height, named = composed(network, looks, page, order, (width, items))
    told = {
        "organisations": len(firms),
        "collaborations": count - len(firms),
        "several": int((values[firms] > 1).sum()),
        "largest": _largest(network, own),
        "named": named,
    }
    part = "" if named == count else "_part"
    return Figure(
        key=key,
        title=Note("plots.two_mode.title", told),
        description=Note("plots.two_mode.description", told),
        caption=Note(f"plots.two_mode.caption{part}", told),
        x=None,
        y=None,
        marks=marks,
        width=width,
        height=height,
    )


def _network(frame: pd.DataFrame, labels: Mapping[str, str] | None, owner: str) -> Network:
    for column in ("organisation", "collaboration"):
        if column not in frame.columns:
            raise UnknownNameError("participations", owner, column, frame.columns)
    graph, known = nx.Graph(), dict[Node, str]()
    pairs = zip(frame["organisation"], frame["collaboration"], strict=True)
    for row, (first, second) in enumerate(pairs, start=1):
        one, other = _name(first), _name(second)
        if not one:
            raise DataError("network.no_name", row=row)
        graph.add_node(_ORGANISATION + one)
        known[_ORGANISATION + one] = one
        if other:
            graph.add_edge(_ORGANISATION + one, _COLLABORATION + other)
            known[_COLLABORATION + other] = other
    for name in labels or {}:
        checks.choice(name, sorted(set(known.values())), "labels", owner)
    shown = {node: (labels or {}).get(name) or name for node, name in known.items()}
    return read_network(graph, shown, owner)


def _name(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124  (NaN)


def _kinds(
    firms: Mapping[int, str], groups: Mapping[str, object] | None, owner: str
) -> dict[int, Kind]:
    if groups is None:
        return dict.fromkeys(firms, _ONE)
    missing = [name for name in firms.values() if name not in groups]
    if missing:
        raise DataError("network.group_missing", count=len(missing), node=missing[0])
    checks.known_names(list(groups), list(firms.values()), "groups", owner)
    looks = kinds_of([str(groups[name]) for name in firms.values()])
    return {n: looks[str(groups[name])] for n, name in firms.items()}


def _look(
    network: Network, node: int, kind: Kind, radius: float, targets: Mapping[str, str]
) -> Look:
    name = str(network.nodes[node])[len(_ORGANISATION) :]
    more = f" · {kind.name}" if kind.name else ""
    sort = "collaboration" if kind is _SQUARE else "organisation"
    told = {"name": network.names[node], "count": int(network.partners[node]), "more": more}
    detail = Note(f"plots.two_mode.{sort}", told)
    return Look(kind, radius, targets.get(name, ""), detail, bold=kind is _SQUARE)


def _order(
    network: Network, firms: Mapping[int, str], names: int | Iterable[str] | None, owner: str
) -> list[int]:
    """Return who is named: collaborations, then the organisations in most of them."""
    count = len(network.nodes)
    partners = network.partners
    both = sorted(range(count), key=lambda n: (n in firms, -partners[n], n))
    first = count - len(firms)
    if names is None:
        several = [n for n in both if n not in firms or partners[n] > 1]
        return both if count <= _ALL_NAMED else several[: first + _MOST_NAMED]
    if isinstance(names, int):
        return both[: first + checks.whole(names, 0, "names", owner)]
    wanted = set(checks.known_names(list(names), firms.values(), "names", owner))
    return [n for n in both if n not in firms or firms[n] in wanted]


def _items(
    network: Network, firms: Mapping[int, str], kinds: Mapping[int, Kind], *, grouped: bool
) -> list[Item]:
    square = Symbol(0, 0, 6.0, "square", "paper")
    found = [Item((square,), 14.0, Note("plots.two_mode.square"))]
    if grouped:
        found += kind_items(sorted(set(kinds.values()), key=lambda kind: kind.style))
    else:
        circle = Symbol(0, 0, 5.6, "circle", "accent")
        found.append(Item((circle,), 13.0, Note("plots.two_mode.circle")))
    counts = [int(network.partners[n]) for n in firms]
    if min(counts) < max(counts):
        measure = Note("plots.two_mode.count")
        found.append(size_item(measure, min(counts), max(counts)))
    return [*found, *tie_items(network)]


def _largest(network: Network, firms: Mapping[int, str]) -> list[str]:
    others = [n for n in range(len(network.nodes)) if n not in firms]
    largest = sorted(others, key=lambda n: (-network.partners[n], n))[:3]
    return [f"{network.names[n]} ({network.partners[n]})" for n in largest]
