"""Resources of members: suitability, complementarity, gaps and suppliers, stages of action."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import network
from consilience.errors import ConsilienceError


def _holdings(*rows: tuple[Any, ...]) -> pd.DataFrame:
    columns = ["organisation", "resource", "kind", "amount", "period"]
    return pd.DataFrame([(*row, *([1, ""][len(row) - 3 :])) for row in rows], columns=columns)


@pytest.mark.parametrize("scaled", [True, False])
def test_suitability_and_momentum_by_their_formula(scaled: bool) -> None:  # noqa: FBT001 (cases)
    states = np.array([[4.0, 9.0, 1.0], [2.0, 3.0, 5.0], [1.0, 6.0, 2.0]])
    frame = pd.DataFrame(states, index=["x", "y", "z"], columns=list("abc"))
    best = np.array([4.0, 7.0, 5.0])
    far = np.abs(states - best) / (np.array([4.0, 9.0, 5.0]) if scaled else 1)
    e = (far.mean() - 2 * far.min()) / far.max()
    wanted = ((far.min() + e * far.max()) / (far + e * far.max())).mean(axis=1)
    found = network.niche_suitability(frame, {"b": 7}, scaled=scaled)
    assert found.members == ("x", "y", "z")
    assert_allclose(found.values, wanted, rtol=1e-12)
    momentum = network.evolution_momentum(frame, {"b": 7}, scaled=scaled)
    assert_allclose(momentum.values, np.sqrt(far.sum(axis=1) / 3), rtol=1e-12)
    assert found.parameters["optimum"] == {"a": 4.0, "b": 7.0, "c": 5.0}


def test_suitability_at_the_mean_distance_is_a_half() -> None:
    found = network.niche_suitability({"a": [0.0, 1.0, 2.0]}, scaled=False)
    assert_allclose(found.values, [1 / 3, 1 / 2, 1])


def test_suitability_where_members_are_alike() -> None:
    at_best = network.niche_suitability({"a": [2, 2], "b": [1, 1]})
    assert at_best.values.tolist() == [1, 1]
    assert at_best.notes[0].key == "network.note.equally_far"
    apart = network.niche_suitability({"a": [2, 2]}, {"a": 4})
    assert np.isnan(apart.values).all()
    assert network.evolution_momentum({"a": [2, 2]}, {"a": 4}).values.tolist() == [0.5**0.5] * 2
    assert network.niche_suitability({"a": [0, 0]}).values.tolist() == [1, 1]
    with pytest.raises(ConsilienceError):
        network.niche_suitability({"a": [1e308, 0.0], "b": [1e308, 0]}, scaled=False)


def test_complementarity_by_hand() -> None:
    table = _holdings(
        ("OEM", "cars", "held", 4),
        ("OEM", "data", "held", 3),
        ("Maps", "data", "offered", 2),
        ("Maps", "maps", "held", 1),
        ("Chips", "chips", "needed", 9),
        ("Cloud", "data", "held", 5),
    )
    found = network.resource_complementarity(table)
    assert found.members == ("OEM", "Maps", "Chips", "Cloud")
    nan = float("nan")
    wanted = [[0, 1 / 3, 0, 0], [1 / 3, 0, 0, 0], [1, 1, nan, 1], [1 / 2, 1 / 2, 0, 0]]
    assert_allclose(found.values, wanted)
    assert found.best == (("Maps",), ("OEM",), ("OEM", "Maps", "Cloud"), ("OEM", "Maps"))
    assert found.notes[0].values == {"members": ["Chips"], "count": 1}
    assert found.to_frame().loc["Cloud", "OEM"] == 0.5
    apart = network.resource_complementarity(table, method="overlap")
    assert_allclose(apart.values[0, 1], 1 - 3 * 2 / (5 * 5**0.5))
    assert_allclose(apart.values, apart.values.T)
    assert apart.values[0, 2] == 1
    assert np.isnan(apart.values[2, 2])
    assert apart.values[3, 3] == 0


def test_periods_and_repeated_rows_of_holdings() -> None:
    table = _holdings(
        ("A", "data", "held", 1, "2019"),
        ("A", "data", "held", 2, "2020"),
        ("A", "data", "held", 2, "2020"),
        ("B", "data", "held", 3, ""),
        ("B", "maps", "held", 4, ""),
    )
    found = network.resource_complementarity(table, method="overlap")
    assert_allclose(found.values[0, 1], 1 - 3 / 5)  # A has data alone: cos = 3 / 5
    gaps = network.resource_gaps(table)
    assert [state.held for state in gaps.resources] == [4, 4, 7, 4]
    assert [state.period for state in gaps.resources] == ["2019", "2019", "2020", "2020"]
    assert gaps.doubles == (("2019", "data"), ("2020", "data"))
    assert gaps.needs == ()
    assert gaps.notes[0].key == "network.note.no_needs"
    assert gaps.to_frame().empty


def test_every_need_has_a_supplier_or_is_a_gap() -> None:
    table = _holdings(
        ("OEM", "maps", "needed", 5),
        ("OEM", "maps", "held", 1),
        ("Maps", "maps", "offered", 2),
        ("Survey", "maps", "offered", 3),
        ("Survey", "maps", "held", 9),
        ("Chips", "maps", "held", 1),
        ("Chips", "test site", "needed", 1),
        ("OEM", "test site", "held", 1),
        ("Maps", "lidar", "needed", 2),
        ("Chips", "fab", "needed", 1),
        ("Chips", "fab", "held", 2),
        ("OEM", "cars", "held", 1),
        ("Maps", "cars", "held", 1),
    )
    found = network.resource_gaps(table)
    need = {(item.organisation, item.resource): item for item in found.needs}
    maps = need["OEM", "maps"]
    assert [(one.organisation, one.amount, one.offered) for one in maps.suppliers] == [
        ("Survey", 3, True),
        ("Maps", 2, True),
        ("Chips", 1, False),
    ]
    assert (maps.status, maps.missing, maps.open) == ("offered", 4, 0)
    assert need["Chips", "test site"].status == "held"
    assert need["Chips", "test site"].open == 1
    assert (need["Maps", "lidar"].status, need["Maps", "lidar"].suppliers) == ("gap", ())
    assert (need["Chips", "fab"].status, need["Chips", "fab"].missing) == ("own", 0)
    assert all(item.suppliers or item.status in {"own", "gap"} for item in found.needs)
    assert found.gaps == 1
    assert found.notes[0].values == {"count": 1, "needs": ["lidar (Maps)"]}
    assert found.doubles == (("", "cars"),)
    assert found.single == (("", "test site"), ("", "fab"))
    state = {item.resource: item for item in found.resources}
    assert (state["maps"].needed, state["maps"].held, state["maps"].offered) == (5, 11, 5)
    assert state["maps"].holders == ("OEM", "Maps", "Survey", "Chips")
    assert (state["lidar"].open, state["lidar"].holders) == (2, ())
    frame = found.to_frame()
    assert frame.loc[0, "suppliers"] == "Survey, Maps, Chips"
    assert len(frame) == 4


def test_holdings_without_amounts_count_one_each() -> None:
    table = _holdings(("A", "data", "needed"), ("B", "data", "held")).drop(columns="amount")
    need = network.resource_gaps(table).needs[0]
    assert (need.needed, need.suppliers[0].amount, need.status) == (1, 1, "held")


SHORT = {"c": "collocation", "i": "integration", "r": "reconstruction"}
HISTORIES = [  # the actions of each year, and what the years are
    ("ccc ccc ccc", "ccc", "collocation", "integration"),
    ("iii iii", "ii", "integration", "reconstruction"),
    ("rrr rr r", "rrr", "reconstruction", "collocation"),
    ("ccci cciii iiir", "cii", "integration", "reconstruction"),
    ("cc ci ii ir rr", "c?i?r", "reconstruction", "collocation"),
    ("cccc ccii iiii", "c?i", "integration", "reconstruction"),
    ("ci ci", "??", "ambiguous", ""),
    ("cir", "?", "ambiguous", ""),
    ("ccc  iii", "c-i", "integration", "reconstruction"),
    ("rrr ccc iii", "rci", "integration", "reconstruction"),
    ("iii ccc", "ic", "collocation", "integration"),
    ("ccccciiir rrrrriiic iiiiiiiiir", "cri", "integration", "reconstruction"),
]


@pytest.mark.parametrize(("years", "stages", "current", "following"), HISTORIES)
def test_synthetic_histories(years: str, stages: str, current: str, following: str) -> None:
    rows = [
        (SHORT[letter], f"{2010 + place}-0{1 + number % 9}")
        for place, year in enumerate(years.split(" "))
        for number, letter in enumerate(year)
    ]
    found = network.resource_stage(pd.DataFrame(rows, columns=["action", "start"]))
    names = {**SHORT, "?": "ambiguous", "-": "none"}
    assert [period.stage for period in found.periods] == [names[letter] for letter in stages]
    assert (found.current, found.next_move) == (current, following)
    for period in found.periods:
        if period.stage == "none":
            assert np.isnan(period.shares).all()
        else:
            assert sum(period.shares) == pytest.approx(1)


def test_stage_notes_and_runs() -> None:
    actions = {
        "action": [
            "integration",
            "collocation",
            "collocation",
            "integration",
            "integration",
            "integration",
        ],
        "start": ["2018", "2019", "2020", "2021", "2021", ""],
        "end": ["", "", "2021-06", "", "", "2022"],
    }
    found = network.resource_stage(actions)
    assert [period.counts for period in found.periods] == [
        (0, 1, 0),
        (1, 0, 0),
        (1, 0, 0),
        (1, 2, 0),
    ]
    assert (found.current, found.since) == ("integration", 2021)
    assert {note.key for note in found.notes} == {
        "network.note.undated",
        "network.note.stages_back",
    }
    wider = network.resource_stage(actions, years=2, lead=0.4)
    assert [(p.first, p.last, p.stage) for p in wider.periods] == [
        (2018, 2019, "ambiguous"),
        (2020, 2021, "ambiguous"),
    ]
    assert (wider.since, wider.next_move) == (2018, "")
    assert wider.notes[-1].values == {"actions": ["collocation", "integration"]}
    assert wider.to_frame().stage.tolist() == ["ambiguous"] * 2
    earlier = network.resource_stage({"action": ["collocation"] * 2, "start": ["2018", "2020"]})
    assert earlier.since == 2018  # a year without actions does not end a run
