"""The XY plot of a set relation, after Ragin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.figure import Area, Axis, Figure, Label, Line, Point, Points, Style
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_DEVIANT = ((0.5, 0.0), (1.0, 0.0), (1.0, 0.5), (0.5, 0.5))
_DEVIANT_NECESSARY = ((0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (0.0, 1.0))
UNIT_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
Relation = Literal["sufficient", "necessary"]
_RELATIONS: tuple[Relation, ...] = get_args(Relation)
# kinds of cases by membership in X and in Y, for sufficiency; X and Y change places for necessity
_KINDS: dict[str, Style] = {
    "typical": "accent",
    "deviant_consistency": "contrast",
    "deviant_coverage": "muted",
    "irrelevant": "muted",
}


def xy_plot(
    x: ArrayLike,
    y: ArrayLike,
    *,
    cases: Iterable[str],
    x_label: str,
    y_label: str,
    relation: Relation = "sufficient",
    targets: Iterable[str] | None = None,
    key: str = "xy",
    caption: Label | None = None,
) -> Figure:
    """Describe the XY plot of a set X that is said to be sufficient or necessary for an outcome Y.

    Cases on or above the diagonal agree with sufficiency, cases on or below it with necessity.
    Typical cases (members of X and Y) and deviant cases in consistency (for sufficiency members of
    X only, for necessity members of Y only) have their own colours.

    Parameters
    ----------
    x, y : array of shape (n,)
        Memberships in [0, 1].
    cases : iterable of str
        Names of the cases, each once, n of them.
    x_label, y_label : str
        What the sets are called.
    relation : {"sufficient", "necessary"}
        What X is said to be.
    targets : iterable of str, optional
        Where each case links to, such as ``"#case-3"``.
    key : str
        Identifier of the figure in its page.
    caption : str or Note, optional
        What stands below; a general explanation by default.

    Returns
    -------
    Figure
        One group of points a kind of case, the diagonal and the lines at .5.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a membership is missing or outside [0, 1], lengths differ, or the relation is unknown.

    Examples
    --------
    >>> figure = xy_plot([0.9, 0.2], [0.8, 0.6], cases=["A", "B"], x_label="X", y_label="Y")
    >>> [point.name for point in figure.marks[-1].points]
    ['B']

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    across = checks.memberships(x, "x", "xy_plot")
    up = checks.memberships(y, "y", "xy_plot")
    checks.same_length(up, across, "y", "xy_plot", "x")
    points = case_points(across.tolist(), up.tolist(), cases, targets, "xy_plot")
    needed = checks.choice(relation, _RELATIONS, "relation", "xy_plot") == "necessary"
    kinds = [_kind(p.y, p.x) if needed else _kind(p.x, p.y) for p in points]
    groups = {
        kind: [p for p, own in zip(points, kinds, strict=True) if own == kind] for kind in _KINDS
    }
    marks = tuple(Points(tuple(group), _KINDS[kind]) for kind, group in groups.items() if group)
    counts = {kind: len(group) for kind, group in groups.items()}
    names = {"x": x_label, "y": y_label}
    return Figure(
        key=key,
        title=Note("plots.xy.title", names),
        description=Note(
            "plots.xy.description_necessary" if needed else "plots.xy.description",
            {**names, **counts, "count": len(points)},
        ),
        caption=caption or Note("plots.xy.caption_necessary" if needed else "plots.xy.caption"),
        x=Axis(x_label, 0.0, 1.0, UNIT_TICKS),
        y=Axis(y_label, 0.0, 1.0, UNIT_TICKS),
        marks=(
            Area(_DEVIANT_NECESSARY if needed else _DEVIANT),
            Line(((0.5, 0.0), (0.5, 1.0)), "guide"),
            Line(((0.0, 0.5), (1.0, 0.5)), "guide"),
            Line(((0.0, 0.0), (1.0, 1.0)), "muted"),
            *marks,
        ),
    )


def case_points(
    x: list[float],
    y: list[float],
    cases: Iterable[str],
    targets: Iterable[str] | None,
    owner: str,
) -> list[Point]:
    """Return one point a case, refusing names or targets that are not as many."""
    names = checks.names(cases, "cases", owner)
    links = [""] * len(names) if targets is None else list(targets)
    for argument, given in (("cases", names), ("targets", links)):
        if len(given) != len(x):
            raise ArgumentError(
                argument, owner, "same_length", len(given), other="x", length=len(x)
            )
    return [
        Point(across, up, name, link, Note("plots.dot", {"name": name, "x": across, "y": up}))
        for across, up, name, link in zip(x, y, names, links, strict=True)
    ]


def _kind(claimed: float, other: float) -> str:
    """Return the kind of a case whose claim is: members of the one set belong to the other."""
    if claimed > 0.5:
        return "typical" if other > 0.5 else "deviant_consistency"
    return "deviant_coverage" if other > 0.5 else "irrelevant"
