"""Figures of value, read as data: where amounts lie, what is hollow, empty, refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from consilience import plots, value
from consilience.errors import ArgumentError, UnknownNameError
from consilience.plots.rules import _free
from consilience.plots.three_players import CORNERS

NAN = float("nan")
PLAYERS = ["OEM", "Maps", "Chips"]
WORTHS = [0, 1, 1, 4, 1, 4, 4, 9]  # convex
MAJORITY = [0, 0, 0, 1, 0, 1, 1, 1]


def of_kind(figure: plots.Figure, kind: type[Any]) -> list[Any]:
    return [mark for mark in figure.marks if isinstance(mark, kind)]


def said(figure: plots.Figure, kind: type[Any]) -> dict[str, Any]:
    """Return the marks of a kind that say something, by what they say in English."""
    return {plots.words(m.detail, "en"): m for m in of_kind(figure, kind) if m.detail}


def labels(figure: plots.Figure, language: Any = "en") -> list[str]:
    return [plots.words(mark.label, language) for mark in of_kind(figure, plots.Text)]


def test_amounts_lie_on_one_scale_with_own_worths_and_the_core() -> None:
    figure = plots.division_figure(
        ["OEM", "Maps"], {"shapley": [6, 4], "ours": [9, 1]}, [2, 0],
        core=([2, 0], [10, 8]), outside=["ours"], labels={"Maps": "高德"}, targets={"OEM": "#oem"},
    )  # fmt: skip
    signs = said(figure, plots.Symbol)
    oem, maps = signs["OEM: 6 by Shapley"], signs["高德: 4 by Shapley"]
    ours = signs["OEM: 9 by ours"]
    assert oem.y < maps.y
    assert (ours.x - oem.x) / (oem.x - maps.x) == pytest.approx(3 / 2, rel=0.01)
    assert oem.style != "paper"
    assert ours.style == "paper"
    assert ours.y > oem.y  # a line a rule, so that equal amounts are both seen
    tick = said(figure, plots.Line)["OEM: 2 alone"]
    band = said(figure, plots.Area)["OEM: 2 to 10 in the core"]
    left, right = band.places[0][0], band.places[1][0]
    assert tick.places[0][0] == pytest.approx(left, abs=1)
    assert left < oem.x < right
    assert {"ours (not in the core)", "Shapley", "worth alone", "range of the core"} <= set(
        labels(figure)
    )
    assert {"ours（不在核内）", "Shapley 值", "单干价值", "核的范围"} <= set(labels(figure, "zh"))
    assert "Not in the core: ours" in plots.words(figure.caption, "en")
    targets = {mark.target for mark in of_kind(figure, plots.Text)}
    assert "#oem" in targets


def test_long_names_stand_in_three_lines_at_most() -> None:
    name = "Institute of Intelligent and Connected Vehicles of the Second District " * 3
    figure = plots.division_figure([name, "B"], {"shapley": [1, 2]})
    lines = [m for m in of_kind(figure, plots.Text) if m.detail == name]
    assert len(lines) == 3
    assert lines[-1].label.endswith("…")
    assert lines[0].y < lines[1].y < lines[2].y


def test_an_empty_core_makes_every_rule_hollow() -> None:
    figure = plots.division_figure(
        PLAYERS, {"shapley": [1 / 3] * 3, "nucleolus": [1 / 3] * 3}, core_empty=True
    )
    assert {mark.style for mark in said(figure, plots.Symbol).values()} == {"paper"}
    assert "The core is empty" in plots.words(figure.caption, "en")
    assert not said(figure, plots.Line)  # no own worth given


def test_large_amounts_are_written_in_thousands_or_millions() -> None:
    figure = plots.division_figure(["A", "B"], {"shapley": [12.5e6, 4e6]})
    assert {"Amount (in 1,000,000)", "0", "5", "10"} <= set(labels(figure))
    assert "数额（单位：1,000,000）" in labels(figure, "zh")
    assert "Amount" in labels(plots.division_figure(["A"], {"shapley": [90_000.0]}))


def test_amounts_that_are_near_one_another_are_told_apart() -> None:
    figure = plots.division_figure(["A", "B"], {"shapley": [1000, 1001]})
    first, second = said(figure, plots.Symbol).values()
    assert second.x - first.x > 100
    lone = plots.division_figure(["A"], {"shapley": [5]})
    assert len(said(lone, plots.Symbol)) == 1
    negative = plots.division_figure(["A", "B"], {"shapley": [-3, 8]}, [-4, 7])
    assert "0" in labels(negative)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], {"shapley": []}), {}),
        ((["A"], {}), {}),
        ((["A"], [1.0]), {}),
        ((["A"], {"shapley": [1, 2]}), {}),
        ((["A"], {"shapley": [NAN]}), {}),
        ((["A"], {"shapley": ["1"]}), {}),
        ((["A", "A"], {"shapley": [1, 2]}), {}),
        ((["A"], {f"r{n}": [1] for n in range(9)}), {}),
        ((["A"], {"shapley": [1]}, [1, 2]), {}),
        ((["A"], {"shapley": [1]}), {"core": ([2], [1])}),
        ((["A"], {"shapley": [1]}), {"core": [1]}),
        ((["A"], {"shapley": [1]}), {"core": ([1], [2]), "core_empty": True}),
        ((["A"], {"shapley": [1]}), {"core_empty": "no"}),
        ((["A"], {"shapley": [1]}), {"outside": ["tau"]}),
        ((["A"], {"shapley": [1]}), {"labels": {"B": "b"}}),
    ],
)
def test_division_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.division_figure(*given, **options)


def shares(figure: plots.Figure, mark: Any) -> Any:
    """Return the barycentric coordinates of a mark within the triangle."""
    triangle = next(m for m in of_kind(figure, plots.Area) if m.outline == "ink")
    corners = np.vstack([np.array(triangle.places).T, np.ones(3)])
    return np.linalg.solve(corners, [mark.x, mark.y, 1.0])


def test_places_in_the_triangle_are_shares_of_the_surplus() -> None:
    figure = plots.core_figure(WORTHS, {"ours": [4, 3, 2], "theirs": [6, 2, 1]}, PLAYERS)
    signs = said(figure, plots.Symbol)
    ours = signs["ours: OEM 4, Maps 3, Chips 2"]
    assert shares(figure, ours) == pytest.approx([3 / 6, 2 / 6, 1 / 6], abs=0.01)
    assert ours.style != "paper"
    theirs = signs["theirs: OEM 6, Maps 2, Chips 1"]
    assert theirs.style == "paper"  # Maps and Chips have 3 and could have 4
    core = said(figure, plots.Area)["core"]
    assert len(core.places) == 6
    assert "Maps, Chips together want at least 4" in said(figure, plots.Segments)
    assert plots.words(figure.title, "zh") == "OEM、Maps、Chips 之间的核"


def area(places: Any) -> float:
    x, y = np.array(places).T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def test_the_core_has_the_area_of_its_inequalities() -> None:
    figure = plots.core_figure([0, 0, 0, 2, 0, 1, 0, 4], {"ours": [2, 1, 1]}, PLAYERS)
    core = said(figure, plots.Area)["core"]
    random = np.random.default_rng(1).dirichlet(np.ones(3), 200_000) * 4
    inside = (random[:, 0] + random[:, 1] >= 2) & (random[:, 0] + random[:, 2] >= 1)
    assert area(core.places) / area(CORNERS) == pytest.approx(inside.mean(), abs=0.005)


def test_rules_on_one_place_stand_beside_one_another() -> None:
    even = [3.0, 3.0, 3.0]
    rules = {"shapley": even, "nucleolus": even, "tau": [3.0, 3.1, 2.9]}
    signs = list(said(plots.core_figure(WORTHS, rules), plots.Symbol).values())
    places = [(mark.x, mark.y) for mark in signs if mark.form != "circle" or mark.radius == 5.0]
    assert len(set(places)) == 3
    assert all(abs(a[0] - b[0]) >= 10 for a in places for b in places if a != b)


def test_a_row_of_signs_covers_no_other_sign() -> None:
    at = (100.0, 100.0)
    assert _free(30, at, []) == -20
    assert _free(30, at, [(100, 80)]) == 20
    assert _free(30, at, [(100, 80), (120, 120), (500, 64)]) == -36
    crowded = [(100.0, 40.0 + 6 * n) for n in range(20)]
    assert _free(30, at, crowded) == -20  # nowhere is room


@pytest.mark.parametrize(
    ("worths", "kind"),
    [([0, 0, 0, 1, 0, 1, 0, 1], plots.Symbol), ([0, 0, 0, 1, 0, 0, 0, 1], plots.Line)],
)
def test_a_core_without_room_is_a_ring_or_a_line(worths: list[int], kind: type[Any]) -> None:
    figure = plots.core_figure(worths, {"ours": [1, 0, 0]}, PLAYERS)
    assert "core" in said(figure, kind)
    assert "core" not in said(figure, plots.Area)


def test_an_empty_core_and_no_imputation_are_said() -> None:
    even = {"shapley": [1 / 3, 1 / 3, 1 / 3]}
    empty = plots.core_figure(MAJORITY, even, PLAYERS)
    assert "The core is empty." in labels(empty)
    assert "核为空。" in labels(empty, "zh")
    assert "core" not in {*said(empty, plots.Area), *said(empty, plots.Line)}
    none = plots.core_figure([0, 2, 3, 4, 4, 5, 6, 7], {"shapley": [2, 2.5, 2.5]}, PLAYERS)
    assert "No division leaves everyone as well off as alone." in labels(none)
    assert "Shapley: OEM 2, Maps 2.5, Chips 2.5" in labels(none)
    point = plots.core_figure([0, 1, 1, 2, 1, 2, 2, 3], {"shapley": [1, 1, 1]}, PLAYERS)
    assert "core" in said(point, plots.Symbol)
    zero = plots.core_figure([0] * 8, {"shapley": [0, 0, 0]})
    assert "core" in said(zero, plots.Symbol)


def test_what_does_not_give_out_all_has_no_place() -> None:
    figure = plots.core_figure(WORTHS, {"banzhaf": [2, 2, 2], "shapley": [3, 3, 3]}, PLAYERS)
    assert "Banzhaf gives out 6 of 9: not in the triangle" in labels(figure)
    assert [text for text in said(figure, plots.Symbol) if text != "core"] == [
        "Shapley: OEM 3, Maps 3, Chips 3"
    ]


def test_the_figure_of_the_core_agrees_with_the_engine() -> None:
    random = np.random.default_rng(4)
    for _ in range(40):
        worths = np.concatenate([[0], random.integers(-3, 7, 6), [8]]).astype(float)
        split = random.dirichlet(np.ones(3)) * 8
        figure = plots.core_figure(worths, {"ours": split}, PLAYERS)
        title = plots.words(figure.title, "en")
        whole = bool(value.core_nonempty(worths))
        assert title.startswith("The core among") == whole, worths
        inside = bool(value.core_membership(worths, split))
        assert ("ours (not in the core)" not in labels(figure)) == inside or "no division" in title


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([0, 1], {"a": [1]}), {}),
        (([1, *WORTHS[1:]], {"a": [3, 3, 3]}), {}),
        (([*WORTHS[:7], NAN], {"a": [3, 3, 3]}), {}),
        ((WORTHS, {}), {}),
        ((WORTHS, {"a": [1, 2]}), {}),
        ((WORTHS, {"a": [1, 2, "3"]}), {}),
        ((WORTHS, {"a": [3, 3, 3]}, ["A", "B"]), {}),
        ((WORTHS, {"a": [3, 3, 3]}), {"labels": {"9": "x"}}),
    ],
)
def test_core_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.core_figure(*given, **options)


def test_order_degrees_are_lines_above_their_coordination() -> None:
    figure = plots.order_degree_figure(
        ["2021", "2022", "2023"], ["create", "share"], [[0.2, 0.4], [0.6, NAN], [0.8, 1.0]],
        [0.5, 0.6, 0.9], [0.4, 0.5, 0.8], [0.6, 0.7, 1.0],
    )  # fmt: skip
    signs = said(figure, plots.Symbol)
    low, high = signs["create, 2021: order degree 0.200"], signs["create, 2023: order degree 0.800"]
    middle = signs["create, 2022: order degree 0.600"]
    assert (low.y - middle.y) / (middle.y - high.y) == pytest.approx(2, rel=0.02)
    assert low.x < middle.x < high.x
    assert "share, 2022: order degree nan" not in signs
    lines = [mark for mark in of_kind(figure, plots.Line) if len(mark.places) == 3]
    assert len(lines) == 2  # create and D: the line of share is broken
    looks = {(mark.form, mark.style) for mark in signs.values()}
    assert len(looks) == 3
    band = next(mark for mark in of_kind(figure, plots.Area) if len(mark.places) == 6)
    worst = signs["D, 2021: 0.500"]
    assert band.places[-1][1] > worst.y > band.places[0][1]
    assert {"excellent coordination", "extreme imbalance"} <= set(labels(figure))
    assert "优质协调" in labels(figure, "zh")
    assert "2021 0.500, 2023 0.900" in plots.words(figure.caption, "en")


def test_one_period_and_own_classes() -> None:
    figure = plots.order_degree_figure(
        ["now"], ["a"], [[1.0]], [NAN], classes=[(0, "weak"), (0.5, "strong")]
    )
    assert {"weak", "strong", "now"} <= set(labels(figure))
    assert "D, now: nan" not in said(figure, plots.Symbol)
    bare = plots.order_degree_figure(["now"], ["a"], [[1.0]], [0.7], [0.6], [0.8], classes=())
    assert "good coordination" not in labels(bare)
    assert any(mark.style == "pale muted" for mark in of_kind(bare, plots.Area))
    upper = plots.order_degree_figure(["a", "b"], ["x"], [[0.1], [0.2]])
    assert "Coupling coordination D" not in labels(upper)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], ["a"], []), {}),
        ((["1"], [], [[]]), {}),
        ((["1"], ["a"], [[1.1]]), {}),
        ((["1"], ["a"], [[float("inf")]]), {}),
        ((["1"], ["a"], [["0.5"]]), {}),
        ((["1"], ["a"], [[0.5, 0.5]]), {}),
        ((["1"], ["a"], [[0.5], [0.5, 1]]), {}),
        ((["1", "1"], ["a"], [[0.5], [0.5]]), {}),
        ((["1"], [f"s{n}" for n in range(8)], [[0.5] * 8]), {}),
        ((["1"], ["a"], [[0.5]], [2.0]), {}),
        ((["1"], ["a"], [[0.5]], [0.5, 0.6]), {}),
        ((["1"], ["a"], [[0.5]], [0.5], [0.6], [0.7]), {}),
        ((["1"], ["a"], [[0.5]], [0.5], [0.4]), {}),
        ((["1"], ["a"], [[0.5]], None, [0.4], [0.6]), {}),
        ((["1"], ["a"], [[0.5]], [0.5]), {"classes": [(0.2, "a")]}),
        ((["1"], ["a"], [[0.5]], [0.5]), {"classes": [(0, "a"), (0, "b")]}),
    ],
)
def test_order_degree_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises(ArgumentError):
        plots.order_degree_figure(*given, **options)


def test_pairs_are_lines_with_scores_and_gaps_are_named() -> None:
    figure = plots.matching_figure(
        ["A", "B"], ["X", "Y", "A"], [("A", "Y"), ("B", "X")],
        [[0.1, 0.9, NAN], [0.8, 0.7, 0.2]], blocking=[("B", "Y")],
        labels={"Y": "清华大学"}, targets={"X": "#x"},
    )  # fmt: skip
    lines = said(figure, plots.Line)
    assert set(lines) == {"A – Y: matched", "B – X: matched", "B – Y: would rather be together"}
    assert lines["B – Y: would rather be together"].dashes
    assert not lines["A – Y: matched"].dashes
    assert lines["A – Y: matched"].places[1][1] < lines["B – X: matched"].places[1][1]  # uncrossed
    assert {"0.90", "0.80", "0.70", "gap", "清华大学"} <= set(labels(figure))
    assert labels(figure).count("gap") == 1
    gap = next(m for m in of_kind(figure, plots.Text) if plots.words(m.label, "en") == "gap")
    last = max(m.y for m in of_kind(figure, plots.Text) if m.label == "A")
    assert gap.y == pytest.approx(last, abs=3)  # beside the need without a partner
    assert "缺口" in labels(figure, "zh")
    assert "#x" in {mark.target for mark in of_kind(figure, plots.Text)}
    assert "Gaps: A" in plots.words(figure.caption, "en")


def test_a_matching_of_nobody_and_gaps_of_the_matched() -> None:
    none = plots.matching_figure(["A"], ["B"], [])
    assert not said(none, plots.Line)
    assert labels(none).count("gap") == 1
    met = plots.matching_figure(["A"], ["B"], [("A", "B")], gaps=[])
    assert "gap" not in labels(met)
    assert "matched" in labels(met)
    unknown = plots.matching_figure(["A"], ["B"], [("A", "B")], [[NAN]])
    assert "nan" not in labels(unknown)
    crowded = plots.matching_figure(
        ["A"], [f"n{n}" for n in range(30)], [("A", f"n{n}") for n in range(30)], np.ones((1, 30))
    )
    assert labels(crowded).count("1.00") == 30


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], ["B"], []), {}),
        ((["A"], [], []), {}),
        ((["A", "A"], ["B"], []), {}),
        ((["A"], ["B"], [("B", "A")]), {}),
        ((["A"], ["B"], [("A",)]), {}),
        ((["A"], ["B"], ["AB"]), {}),
        ((["A"], ["B"], [], [[1, 2]]), {}),
        ((["A"], ["B"], [], [["x"]]), {}),
        ((["A"], ["B"], [], [[float("inf")]]), {}),
        ((["A"], ["B"], [("A", "B")]), {"blocking": [("A", "B")]}),
        ((["A"], ["B"], []), {"gaps": ["A"]}),
        ((["A"], ["B"], []), {"labels": {"C": "c"}}),
    ],
)
def test_matching_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.matching_figure(*given, **options)


def test_ranks_are_pieces_as_wide_as_they_are_probable() -> None:
    figure = plots.acceptability_figure(
        ["Maps", "Cloud"], [[0.75, 0.25], [0.25, 0.75]], {"ahp": [1, 2], "ours": [2, 1]},
        labels={"Maps": "高德"}, targets={"Cloud": "#c"},
    )  # fmt: skip
    pieces = said(figure, plots.Area)
    first = pieces["高德: rank 1 with 75.0% of all weights"].places
    second = pieces["高德: rank 2 with 25.0% of all weights"].places
    assert (first[1][0] - first[0][0]) / (second[1][0] - second[0][0]) == pytest.approx(3, rel=0.01)
    assert first[1][0] == pytest.approx(second[0][0], abs=0.2)
    signs = said(figure, plots.Symbol)
    ahp = signs["高德: rank 1 by TOPSIS, AHP weights; so with 75.0% of all weights"]
    ours = signs["高德: rank 2 by ours; so with 25.0% of all weights"]
    assert first[0][0] < ahp.x < first[1][0] < ours.x < second[1][0]
    assert ahp.form != ours.form
    assert {"1", "2", "TOPSIS, AHP weights", "ours"} <= set(labels(figure))
    assert "TOPSIS（AHP 权重）" in labels(figure, "zh")
    assert figure.description.values["first"] == ["高德 0.75"]  # type: ignore[union-attr] # (a note)


def test_ties_at_the_first_rank_are_all_named_and_many_are_cut() -> None:
    tied = plots.acceptability_figure(["A", "B"], [[0.5, 0.5], [0.5, 0.5]])
    assert "A 0.50, B 0.50" in plots.words(tied.caption, "en")
    many = plots.acceptability_figure([f"c{n}" for n in range(40)], np.full((40, 40), 1 / 40))
    assert "10 of 40 candidates are left out" in plots.words(many.caption, "en")
    zero = plots.acceptability_figure(["A"], [[0.0, 1.0]], {"ahp": [1]})
    assert len(said(zero, plots.Area)) == 1
    sign = said(zero, plots.Symbol)["A: rank 1 by TOPSIS, AHP weights; so with 0.0% of all weights"]
    assert sign.x == said(zero, plots.Area)["A: rank 2 with 100.0% of all weights"].places[0][0]


@pytest.mark.parametrize(
    ("given", "options"),
    [
        (([], []), {}),
        ((["A"], [[0.5]]), {}),
        ((["A"], [[1.5, -0.5]]), {}),
        ((["A"], [[NAN]]), {}),
        ((["A"], [["1"]]), {}),
        ((["A"], [1.0]), {}),
        ((["A", "B"], [[1.0]]), {}),
        ((["A"], [[1.0]], [1]), {}),
        ((["A"], [[1.0]], {"ahp": [2]}), {}),
        ((["A"], [[0.5, 0.5]], {"ahp": [1.5]}), {}),
        ((["A"], [[1.0]], {"ahp": [1, 1]}), {}),
        ((["A"], [[1.0]], {f"m{n}": [1] for n in range(6)}), {}),
        ((["A"], [[1.0]]), {"labels": {"B": "b"}}),
    ],
)
def test_acceptability_figure_refuses(given: tuple[Any, ...], options: dict[str, Any]) -> None:
    with pytest.raises((ArgumentError, UnknownNameError)):
        plots.acceptability_figure(*given, **options)


def plan(**changes: Any) -> value.GovernancePlan:
    table = {
        "dimension": ["build", "build", "share"],
        "mechanism": ["security", "security", "benefit distribution"],
        "owner": ["OEM", "", "council"], "trigger": ["leak", "", "quarter"],
        "indicator": ["", "", "share paid"], "status": ["in force", "suspended", ""],
    }  # fmt: skip
    return value.governance_plan(table, **changes)


def test_cells_show_measures_their_status_and_what_is_missing() -> None:
    figure = plots.governance_figure(plan(), labels={"share": "sharing"})
    words = labels(figure)
    assert words.count("no measure") == 10
    assert "no indicator" in words
    assert {"2", "1", "?", "sharing", "security", "in force", "suspended", "no status"} <= set(
        words
    )
    assert "planned" not in words
    signs = {mark.sign for mark in of_kind(figure, plots.Circle) if mark.detail}
    assert signs == {"filled", "crossed"}
    assert "没有措施" in labels(figure, "zh")
    assert "安全保障" in labels(figure, "zh")
    assert plots.words(figure.title, "en") == "Governance plan: 3 measure(s) in 2 of 12 cells"
    own = plots.governance_figure(
        value.governance_plan(
            {"dimension": ["build"] * 20, "mechanism": ["text"] * 20, "owner": ["a"] * 20,
             "trigger": ["b"] * 20, "indicator": ["c"] * 20, "status": ["planned"] * 20},
            mechanisms=["text"],
        )
    )  # fmt: skip
    assert "text" in labels(own)  # a name of the user's, not a sentence of the program
    assert "… 20" in labels(own)


def test_governance_figure_refuses_what_is_no_plan() -> None:
    wrong: Any
    for wrong in (None, {}, "plan"):
        with pytest.raises(ArgumentError, match="a governance plan"):
            plots.governance_figure(wrong)
