"""Panels, retention, survival and rosters: against counts by hand and simulated histories."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import network
from consilience.errors import ArgumentError, DataError

LISTS = {
    2020: {"road": "OEM Chip", "grid": "OEM City"},
    2021: {"road": "OEM Maps", "grid": "OEM City Chip"},
    2022: {"road": "OEM Maps Chip"},
    2023: {"road": "OEM Chip", "grid": "City"},
}


def lists(years: dict[int, dict[str, str]]) -> pd.DataFrame:
    rows = [
        (member, where, year, year)
        for year, groups in years.items()
        for where, members in groups.items()
        for member in members.split()
    ]
    return pd.DataFrame(rows, columns=["organisation", "collaboration", "start", "end"])


def ties(
    *rows: tuple[object, ...], directed: list[Any] | None = None, layer: list[str] | None = None
) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["from", "to", "start", "end"])
    for name, cells in (("directed", directed), ("layer", layer)):
        if cells is not None:
            found[name] = cells
    return found


def test_panel_names_who_comes_and_goes() -> None:
    found = network.panel(lists(LISTS))
    first, second, third, fourth = found.years
    assert first.members == ("Chip", "City", "OEM")
    assert first.ties == (("Chip", "road"), ("City", "grid"), ("OEM", "grid"), ("OEM", "road"))
    assert (first.entered, first.left, first.retained, first.begun, first.ended) == ((),) * 5
    assert first.density == pytest.approx(4 / 6)
    assert (second.entered, second.left, second.retained) == (
        ("Maps",),
        (),
        ("Chip", "City", "OEM"),
    )
    assert second.begun == (("Chip", "grid"), ("Maps", "road"))
    assert second.ended == (("Chip", "road"),)
    assert (third.left, third.collaborations) == (("City",), ("road",))
    assert (fourth.entered, fourth.returned, fourth.left) == (("City",), ("City",), ("Maps",))
    seen = zip(found.first_seen, found.last_seen, strict=True)
    assert dict(zip(found.members, seen, strict=True)) == {
        "Chip": (2020, 2023),
        "City": (2020, 2023),
        "Maps": (2021, 2022),
        "OEM": (2020, 2023),
    }
    assert "1 collaboration(s)" in " ".join(map(str, found.notes))
    table = found.to_frame().set_index("year")
    assert math.isnan(table.entries[2020])
    assert table.retention[2022] == pytest.approx(3 / 4)
    assert table.mean_degree[2021] == pytest.approx(5 / 4)


def test_panel_of_ties_counts_each_pair_once_whichever_way_it_is_written() -> None:
    rows = ties(("a", "b", "2019-05", ""), ("b", "a", 2020, 2020), ("c", "c", 2020, 2021))
    found = network.panel(rows, span=(2019, 2021))
    assert [item.ties for item in found.years] == [(("a", "b"),)] * 3
    assert found.to_frame().mean_degree.tolist() == [1, 1, 1]
    assert found.to_frame().density.tolist() == [1, 1, 1]
    assert "1 tie(s) of a node with itself" in str(found.notes[0])
    one_way = network.panel(rows.assign(directed=[True, True, True]), span=(2019, 2021))
    assert one_way.years[1].ties == (("a", "b"), ("b", "a"))
    assert one_way.to_frame().density.tolist() == [0.5, 1, 0.5]
    mixed = network.panel(rows.assign(directed=[False, True, True]), span=(2019, 2021))
    assert mixed.years[0].ties == (("a", "b"), ("b", "a"))
    empty = network.panel(ties(("a", "b", 2019, 2019), ("a", "b", 2021, 2021)))
    assert math.isnan(empty.years[1].density)
    assert math.isnan(empty.to_frame().mean_degree[1])


def test_a_span_that_is_longer_or_shorter_than_the_table() -> None:
    rows = ties(("a", "b", 2019, 2020), ("a", "c", "", 2020), ("a", "d", 2020, None))
    whole = network.panel(rows, span=(2017, 2022))
    assert [len(item.ties) for item in whole.years] == [1, 1, 2, 3, 1, 1]
    assert [len(item.ties) for item in network.panel(rows, span=(2020, 2020)).years] == [3]


def test_retention_of_ties_members_roles_and_numbers_of_ties() -> None:
    rows = lists(LISTS)
    rows["role"] = ["lead" if name == "OEM" else "member" for name in rows.organisation]
    found = network.retention(rows)
    counts = [(item.group, item.at_risk, item.kept, item.closed) for item in found.ties]
    assert counts == [("2020", 4, 3, 0), ("2021", 5, 2, 3), ("2022", 3, 2, 0)]
    assert (found.all_ties.at_risk, found.all_ties.kept) == (12, 7)
    assert [(item.at_risk, item.kept) for item in found.members] == [(3, 3), (4, 3), (3, 2)]
    assert {item.group: (item.at_risk, item.kept) for item in found.by_label} == {
        "lead": (5, 4),
        "member": (7, 3),
    }
    # of those with one tie: Chip, City | Maps, City, Chip | OEM, Maps, Chip
    assert {item.group: (item.at_risk, item.kept) for item in found.by_ties} == {
        "1": (8, 4),
        "2": (4, 3),
    }
    share = found.ties[0]
    z = 1.959963984540054
    for bound in (share.low, share.high):  # Wilson's bounds solve this equation
        assert (0.75 - bound) ** 2 == pytest.approx(z**2 * bound * (1 - bound) / 4)
    assert found.constant_half_life == pytest.approx(math.log(0.5) / math.log(7 / 12))
    assert found.constant_half_life_low < found.constant_half_life < found.constant_half_life_high
    assert set(found.to_frame()["of"]) == {
        "ties by year",
        "members by year",
        "ties by label",
        "ties by number",
    }


def test_survival_by_hand_with_every_kind_of_start_and_end() -> None:
    rows = ties(
        ("a", "b", 2015, 2019),  # began before the span: at risk at ages 3 and 4, ends at 5
        ("a", "c", 2018, 2018),
        ("a", "d", 2018, 2020),
        ("a", "e", 2019, ""),  # still there
        ("a", "f", "", 2019),  # nobody knows since when
        ("a", "g", 2018, 2018),  # comes back: two spells
        ("a", "g", 2020, 2021),
    )
    found = network.retention(rows, span=(2017, 2021)).survival
    assert found.ages == (1, 2, 3, 4, 5)
    assert found.at_risk == (5, 2, 2, 1, 1)
    assert found.ended == (2, 0, 1, 0, 1)
    assert found.share == pytest.approx((0.6, 0.6, 0.3, 0.3, 0))
    assert (found.spells, found.unknown_starts, found.late_entries, found.still_there) == (
        7,
        1,
        1,
        2,
    )
    assert found.half_life == 3
    # Greenwood's variance on the scale of log(-log)
    width = 1.959963984540054 * math.sqrt(2 / (5 * 3)) / abs(math.log(0.6))
    assert found.low[0] == pytest.approx(0.6 ** math.exp(width))
    assert found.high[0] == pytest.approx(0.6 ** math.exp(-width))
    assert math.isnan(found.low[4])
    assert found.half_life_low == 1
    assert math.isnan(found.half_life_high)


def test_first_lists_tell_no_age() -> None:
    found = network.retention(lists(LISTS))
    assert found.parameters["yearly_lists"] is True
    # known: Chip in grid since 2021, Maps in road since 2021, Chip in road again since 2022,
    # City in grid again since 2023
    assert found.survival.unknown_starts == 4
    assert found.survival.at_risk == (3, 1)
    assert found.survival.ended == (1, 1)
    later = lists({2020: {"road": "a"}, 2021: {"road": "a", "grid": "a"}, 2022: {"grid": "a"}})
    assert network.retention(later).survival.ages == ()


def test_survival_meets_the_truth_of_simulated_ties() -> None:
    rng = np.random.default_rng(5)
    starts = rng.integers(1990, 2015, 4_000)
    ends = starts + rng.geometric(0.2, 4_000) - 1
    rows = ties(
        *((f"a{n}", "hub", s, e) for n, (s, e) in enumerate(zip(starts, ends, strict=True)))
    )
    found = network.retention(rows, span=(2000, 2014))
    truth = 0.8 ** np.arange(1, 9)
    assert found.survival.share[:8] == pytest.approx(truth, abs=0.03)
    inside = [
        low <= wanted <= high
        for low, wanted, high in zip(
            found.survival.low[:8], truth, found.survival.high[:8], strict=True
        )
    ]
    assert sum(inside) >= 7
    assert found.survival.late_entries > 500
    assert found.all_ties.share == pytest.approx(0.8, abs=0.01)
    assert found.constant_half_life == pytest.approx(math.log(0.5) / math.log(0.8), abs=0.2)
    assert found.survival.half_life in {3, 4}  # .8 ** 3 = .512


def test_where_nothing_is_lost_or_kept_or_known() -> None:
    stays = network.retention(ties(("a", "b", 2019, ""), ("a", "c", 2019, 2021)))
    assert stays.constant_half_life == math.inf
    assert math.isnan(stays.survival.half_life)
    goes = network.retention(ties(("a", "b", 2019, 2019), ("a", "c", 2020, 2020)))
    assert goes.constant_half_life == 0
    one = network.retention(ties(("a", "b", 2019, 2019)))
    assert math.isnan(one.all_ties.share)
    assert math.isnan(one.constant_half_life)
    assert "one year only (2019)" in str(one.notes[-1])


def test_roster_has_dates_roles_and_news() -> None:
    rows = pd.DataFrame(
        {
            "organisation": ["Core", "Core", "City", "Venture", "Early"],
            "collaboration": ["plant", "park", "plant", "park", "shed"],
            "role": ["lead firm", "", "government", "joint venture", None],
            "start": ["1998", "2005-03", "2009", "2012-01-15", "1990"],
            "end": ["", "2010", "2012", "2015", "1991"],
        }
    )
    stages = {"start": (1998, 2010), "growth": (2011, 2018), "now": (2016, None)}
    found = network.roster(rows, stages)
    actors = {(actor.stage, actor.organisation): actor for actor in found.actors}
    assert vars(actors["start", "Core"]) == {
        "stage": "start",
        "organisation": "Core",
        "first": 1998,
        "last": 2010,
        "new": True,
        "leaves": False,
        "roles": ("lead firm",),
        "collaborations": ("park", "plant"),
        "entry": "1998",
        "exit": "",
    }
    city, venture = actors["growth", "City"], actors["growth", "Venture"]
    assert (city.first, city.last, city.new, city.leaves) == (2011, 2012, False, True)
    assert (venture.first, venture.new, venture.leaves) == (2012, True, True)
    assert (venture.entry, venture.exit) == ("2012-01-15", "2015")
    assert found.outside == ("Early",)
    assert "Early" in str(found.notes[-1])
    assert [name for stage, name in actors if stage == "growth"] == ["City", "Core", "Venture"]
    still = actors["now", "Core"]
    assert (still.first, still.last) == (2016, None)
    assert len(found.to_frame()) == len(actors)
    pairs = network.roster(
        ties(("a", "b", 2019, ""), layer=["equity"]), {"all": (2019, None)}
    ).actors
    assert [(item.organisation, item.roles, item.collaborations) for item in pairs] == [
        ("a", ("equity",), ()),
        ("b", ("equity",), ()),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"start": 2021}, r"row 1 ends \(2020\) before it starts \(2021\)"),
        ({"organisation": " "}, "organisation in row 1"),
        ({"organisation": True}, "organisation in row 1"),
        ({"start": 1500}, "up to 400 years"),
        ({"start": "", "end": ""}, "no row has a date"),
    ],
)
def test_wrong_rows_are_named(change: dict[str, Any], sentence: str) -> None:
    row = {"organisation": "a", "collaboration": "x", "start": 2020, "end": 2020, **change}
    with pytest.raises(DataError, match=sentence):
        network.panel(pd.DataFrame([row]))


def test_wrong_tables_and_spans_are_named() -> None:
    row = pd.DataFrame({"organisation": ["a"], "collaboration": ["x"], "start": [2020]})
    assert len(network.panel(row).years) == 1
    with pytest.raises(DataError, match="no row has a date"):
        network.panel(row[["organisation", "collaboration"]])
    with pytest.raises(DataError, match="organisation and collaboration, or from and to"):
        network.panel(row[["organisation", "start"]])
    with pytest.raises(DataError, match="no tie joins two different organisations"):
        network.panel(ties(("a", "a", 2019, 2019)))
    with pytest.raises(DataError, match="true or false, got yes"):
        network.panel(ties(("a", "b", 2019, 2019), directed=["yes"]))
    for span in ((2021, 2022), (2015, 2019), (2021, 2020), (1000, 2020), 2020, (2020,)):
        with pytest.raises(ArgumentError):
            network.panel(row.assign(end=2020), span=span)  # type: ignore[arg-type]  # wrong on purpose
    for stages in ({}, {"": (2020, 2021)}, {"late": (2021, 2020)}, {"one": (2020,)}, ["a"]):
        with pytest.raises(ArgumentError, match="names of stages"):
            network.roster(row, stages)  # type: ignore[arg-type]  # wrong on purpose
    for level in (0, 1, 1.5):
        with pytest.raises(ArgumentError, match="level of retention"):
            network.retention(row, level=level)
