"""Panel consistency: by hand, by definition, against SetMethods, and its laws."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import consilience
from consilience import qca
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.qca.fit import Relation

HAND = pd.DataFrame(
    {
        "firm": ["U", "U", "U", "V", "V", "V"],
        "year": [1, 2, 3, 1, 2, 3],
        "A": [0.8, 0.6, 0.4, 0.2, 0.9, 0.5],
        "Y": [0.9, 0.3, 0.4, 0.1, 0.9, 1.0],
    }
)
EXPORTS = pd.read_csv(
    Path(consilience.__file__).parent / "data" / "SCHLF.csv", index_col=0, keep_default_na=False
)
# cluster() of the R package SetMethods 4.0 under R 4.2.2: expression, outcome, relation, what
# follows: pooled, between, within, their coverages, the distances
SETMETHODS: list[tuple[str, str, Relation, list[float], list[float], list[float], list[float]]] = [
    (
        "EMP*~MA*STOCK",
        "EXPORT",
        "sufficiency",
        [0.855403348555134, 0.270127373229344],
        [0.871369294611147, 0.829629629633836, 0.756906077361497, 0.905544147845882],
        [
            *(1, 1, 0.697478991622061, 1, 0.831858407094526, 0.857142857163265, 1, 1, 1),
            *(0.577981651414864, 1, 1, 1, 0.627659574507696, 0.55102040820908, 1, 1, 1, 1),
        ],
        [0.0329592725553791, 0.0402894124893588],
    ),
    (
        "EMP*MA + ~STOCK",
        "~EXPORT",
        "sufficiency",
        [0.676099819913362, 0.76417563245198],
        [0.815057283143903, 0.741203178209521, 0.529039070754709, 0.571087216253631],
        [
            *(1, 0.642131979704515, 0.842307692313757, 1, 0.854014598550802),
            *(0.567901234585683, 0.496124031027282, 0.650793650804737, 0.0162601626816049),
            *(0.879725085914786, 0.840000000064, 0.335593220361505, 0.989690721649839),
            *(0.938144329899033, 0.870860927156594, 0.350877193001436, 0.4157303371443),
            *(0.482758620868014, 0.650000000175),
        ],
        [0.088786505337605, 0.0906507065246879],
    ),
    (
        "EMP",
        "EXPORT",
        "necessity",
        [0.580389329489112, 0.606783919598978],
        [0.540055248625137, 0.60508849557959, 0.563795853273016, 0.60203283815792],
        [
            *(0.487804878090422, 1, 1, 0.298507462738917, 0.550660792971337),
            *(0.773109243707012, 1, 1, 0.120603015097472, 1, 0.655555555565123),
            *(0.794019933561661, 0.916666666689815, 1, 1, 0.96428571428699),
            *(0.318996415795018, 0.0801104972629804, 0.0524934383450789),
        ],
        [0.0235132191997147, 0.115821143880896],
    ),
]


def _measured(data: object, relation: Relation = "sufficiency", text: str = "A") -> qca.PanelFit:
    return qca.panel_fit(data, text, "Y", unit="firm", wave="year", relation=relation)


def _numbers(found: qca.PanelFit) -> list[float]:
    parts = (found.pooled, *found.waves, *found.units)
    values = [value for part in parts for value in (part.consistency, part.coverage)]
    return [*values, found.between_distance, found.within_distance]


def _keys(found: qca.PanelFit) -> list[str]:
    return [note.key.removeprefix("qca.note.panel_") for note in found.notes]


def test_two_units_and_three_waves_by_hand() -> None:
    found = _measured(HAND)
    assert (found.pooled.cases, found.pooled.name) == (6, "A")
    assert found.pooled.consistency == pytest.approx(3.0 / 3.4)
    assert found.pooled.coverage == pytest.approx(3.0 / 3.6)
    assert [wave.consistency for wave in found.waves] == pytest.approx([0.9, 0.8, 1.0])
    assert [wave.coverage for wave in found.waves] == pytest.approx([0.9, 1.0, 0.9 / 1.4])
    assert [unit.consistency for unit in found.units] == pytest.approx([5 / 6, 15 / 16])
    assert [unit.coverage for unit in found.units] == pytest.approx([15 / 16, 0.75])
    assert found.between_distance == pytest.approx(math.sqrt(2) / 27)
    assert found.within_distance == pytest.approx(math.sqrt(2) / 34)
    assert not found.notes


def test_necessity_exchanges_consistency_and_coverage() -> None:
    turned, straight = _measured(HAND, "necessity"), _measured(HAND)
    for one, other in zip(
        (turned.pooled, *turned.waves, *turned.units),
        (straight.pooled, *straight.waves, *straight.units),
        strict=True,
    ):
        assert (one.consistency, one.coverage) == (other.coverage, other.consistency)
    shares = np.array([0.9, 1.0, 0.9 / 1.4]) / (0.9 + 1.0 + 0.9 / 1.4)
    assert turned.between_distance == pytest.approx(math.dist(shares, [1 / 3] * 3))


def test_frame_has_one_line_a_part() -> None:
    frame = _measured(HAND).to_frame()
    assert frame["part"].tolist() == ["pooled", *["wave"] * 3, *["unit"] * 2]
    assert frame["name"].tolist() == ["A", "1", "2", "3", "U", "V"]
    assert frame["cases"].tolist() == [6, 2, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("text", "outcome", "relation", "pooled", "between", "within", "distances"), SETMETHODS
)
def test_high_tech_exports_as_setmethods_measures_them(
    text: str,
    outcome: str,
    relation: Relation,
    pooled: list[float],
    between: list[float],
    within: list[float],
    distances: list[float],
) -> None:
    found = qca.panel_fit(EXPORTS, text, outcome, unit="COUNTRY", wave="YEAR", relation=relation)
    assert [found.pooled.consistency, found.pooled.coverage] == pytest.approx(pooled, abs=1e-8)
    assert [wave.consistency for wave in found.waves] == pytest.approx(between, abs=1e-8)
    assert [unit.consistency for unit in found.units] == pytest.approx(within, abs=1e-8)
    assert [found.between_distance, found.within_distance] == pytest.approx(distances, abs=1e-8)


def test_unbalanced_panel_as_setmethods_measures_it() -> None:
    kept = EXPORTS.drop(EXPORTS.index[[1, 4, 29, 49, 50, 75]])
    found = qca.panel_fit(kept, "EMP*~MA*STOCK", "EXPORT", unit="COUNTRY", wave="YEAR")
    between = [0.935828877008779, 0.797058823535381, 0.747126436796142, 0.904564315354677]
    assert [wave.consistency for wave in found.waves] == pytest.approx(between, abs=1e-8)
    assert found.between_distance == pytest.approx(0.0454564853575074, abs=1e-8)
    assert found.within_distance == pytest.approx(0.0400277284605649, abs=1e-8)
    (note,) = found.notes
    assert note.sentence().endswith("6 of 76 combinations of unit and wave have no row")


@st.composite
def panels(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a panel, perhaps unbalanced, whose Y varies and whose A may be 0 in whole clusters."""
    units, waves = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    cells = [(f"u{i}", 2000 + t) for i in range(units) for t in range(waves)]
    needed = {(unit, wave) for unit in ("u0", "u1") for wave in (2000, 2001)}
    left_out = draw(st.sets(st.sampled_from(cells), max_size=5)) - needed
    kept = [cell for cell in cells if cell not in left_out]
    sets = st.lists(
        st.sampled_from([0.0, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        min_size=len(kept),
        max_size=len(kept),
    )
    a, y = draw(sets), draw(sets)
    y[:2] = [0.2, 0.9]
    frame = pd.DataFrame(kept, columns=["firm", "year"])
    return frame.assign(A=a, Y=y)


def _defined(data: pd.DataFrame, column: str, base: str) -> dict[str, float]:
    """Consistency of each cluster from the definition, one sum at a time."""
    found = {}
    for name in dict.fromkeys(data[column]):
        rows = [row for row in data.to_dict("records") if row[column] == name]
        whole = sum(row[base] for row in rows)
        both = sum(min(row["A"], row["Y"]) for row in rows)
        found[str(name)] = both / whole if whole else math.nan
    return found


def _away_from_equal(values: list[float]) -> float:
    kept = [value for value in values if not math.isnan(value)]
    if len(kept) < 2 or sum(kept) == 0:
        return math.nan
    return math.sqrt(sum((value / sum(kept) - 1 / len(kept)) ** 2 for value in kept))


@given(data=panels(), relation=st.sampled_from(["sufficiency", "necessity"]))
@settings(deadline=None)
def test_every_number_follows_from_its_definition(data: pd.DataFrame, relation: Relation) -> None:
    found = _measured(data, relation)
    base = "A" if relation == "sufficiency" else "Y"
    for column, clusters, distance in (
        ("year", found.waves, found.between_distance),
        ("firm", found.units, found.within_distance),
    ):
        wanted = _defined(data, column, base)
        measured = {item.name: item.consistency for item in clusters}
        assert measured == pytest.approx(wanted, nan_ok=True)
        assert distance == pytest.approx(_away_from_equal(list(wanted.values())), nan_ok=True)
        assert math.isnan(distance) or 0 <= distance < 1
        assert sum(item.cases for item in clusters) == len(data)


@given(data=panels(), seed=st.integers(0, 1000))
@settings(deadline=None)
def test_other_names_and_another_order_of_rows_change_no_number(
    data: pd.DataFrame, seed: int
) -> None:
    found = _measured(data)
    renamed = data.assign(firm="x" + data["firm"], year=data["year"] * 10)
    assert _numbers(_measured(renamed)) == pytest.approx(_numbers(found), nan_ok=True)
    mixed = _measured(data.sample(frac=1, random_state=seed))
    assert [wave.name for wave in mixed.waves] == [wave.name for wave in found.waves]
    for one, other in ((mixed.waves, found.waves), (mixed.units, found.units)):
        wanted = {item.name: item.consistency for item in other}
        assert {item.name: item.consistency for item in one} == pytest.approx(wanted, nan_ok=True)
    assert mixed.between_distance == pytest.approx(found.between_distance, nan_ok=True)
    assert mixed.within_distance == pytest.approx(found.within_distance, nan_ok=True)


@given(data=panels())
@settings(deadline=None)
def test_units_and_waves_exchange_places(data: pd.DataFrame) -> None:
    turned = qca.panel_fit(data, "A", "Y", unit="year", wave="firm")
    found = _measured(data)
    assert turned.within_distance == pytest.approx(found.between_distance, nan_ok=True)
    assert turned.between_distance == pytest.approx(found.within_distance, nan_ok=True)


@given(data=panels(), waves=st.integers(2, 5))
@settings(deadline=None)
def test_a_panel_with_equal_waves_has_no_between_distance(data: pd.DataFrame, waves: int) -> None:
    once = data.assign(A=data["A"].clip(lower=0.2)).groupby("firm", as_index=False).first()
    once = once.assign(Y=np.linspace(0.3, 0.9, len(once)))
    same = pd.concat([once.assign(year=year) for year in range(waves)], ignore_index=True)
    found = _measured(same)
    assert found.between_distance == pytest.approx(0, abs=1e-12)
    assert {wave.consistency for wave in found.waves} == {found.waves[0].consistency}
    assert found.waves[0].consistency == pytest.approx(found.pooled.consistency)


def test_clusters_without_membership_are_named_and_do_not_count() -> None:
    data = HAND.assign(A=[0.0, 0.6, 0.4, 0.0, 0.9, 0.5])
    found = _measured(data)
    assert math.isnan(found.waves[0].consistency)
    assert found.waves[0].coverage == 0
    assert found.between_distance == pytest.approx(math.dist([0.8 / 1.8, 1 / 1.8], [0.5, 0.5]))
    (note,) = found.notes
    assert (note.key, note.level) == ("qca.note.panel_undefined_waves", "warning")
    assert note.values == {"names": ["1"], "tested": "A"}
    (note,) = _measured(HAND.assign(A=[0, 0, 0, 0.2, 0.9, 0.5])).notes[:1]
    assert note.sentence().endswith("the within distance: U")
    needed = _measured(HAND.assign(Y=[0, 0.3, 0.4, 0, 0.9, 1]), "necessity")
    assert needed.notes[0].values == {"names": ["1"], "tested": "Y"}


def test_a_distance_that_is_not_defined_is_said() -> None:
    none = _measured(HAND.assign(A=0))
    assert math.isnan(none.pooled.consistency)
    assert _keys(none) == [
        "undefined_waves",
        "no_between_distance",
        "undefined_units",
        "no_within_distance",
    ]
    apart = _measured(HAND.assign(A=[1, 0, 0, 1, 0, 0], Y=[0, 1, 1, 0, 1, 1]))
    assert (apart.pooled.consistency, apart.waves[0].consistency) == (0, 0)
    assert math.isnan(apart.within_distance)
    assert _keys(apart) == ["undefined_waves", "no_between_distance", "no_within_distance"]


def test_names_keep_their_order_and_numbers_rise() -> None:
    late_first = HAND.iloc[::-1]
    assert [wave.name for wave in _measured(late_first).waves] == ["1", "2", "3"]
    assert [unit.name for unit in _measured(late_first).units] == ["V", "U"]
    named = HAND.assign(year=["start", "middle", "end"] * 2)
    assert [wave.name for wave in _measured(named).waves] == ["start", "middle", "end"]
    tens = HAND.assign(year=[10, 9, 100] * 2)
    assert [wave.name for wave in _measured(tens).waves] == ["9", "10", "100"]
    assert [wave.name for wave in _measured(tens.astype({"year": float})).waves] == [
        "9",
        "10",
        "100",
    ]
    halves = HAND.assign(year=[2.5, 1.5, 2.0] * 2)
    assert [wave.name for wave in _measured(halves).waves] == ["1.5", "2", "2.5"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HAND.assign(firm=HAND["firm"].where(HAND.index < 5)), "no name in row 6"),
        (HAND.assign(firm=["U", " ", "U", "V", "V", "V"]), "no name in row 2"),
        (HAND.assign(year=[1, 2, math.nan, 1, 2, 3]), "column year has no name in row 3"),
        (HAND.assign(year=1), "column year says 1 in every row"),
        (HAND.assign(firm="U"), "column firm says U in every row"),
        (HAND.assign(year=[1, 2, 3, 1, 2, 2]), "unit V occurs twice in wave 2"),
        (HAND.assign(A=[0.8, 0.6, 0.4, 0.2, 1.9, 0.5]), "for case V, 2"),
    ],
)
def test_a_table_that_is_no_panel_is_refused(data: pd.DataFrame, said: str) -> None:
    with pytest.raises(DataError, match=said):
        _measured(data)


def test_unit_and_wave_are_two_columns_of_their_own() -> None:
    for unit, wave in (("firm", "firm"), ("A", "year"), ("firm", "Y")):
        with pytest.raises(DataError, match="named twice"):
            qca.panel_fit(HAND, "A", "Y", unit=unit, wave=wave)
    with pytest.raises(UnknownNameError, match="did you mean year"):
        qca.panel_fit(HAND, "A", "Y", unit="firm", wave="years")
    with pytest.raises(ArgumentError, match="unit of panel_fit must be a text"):
        qca.panel_fit(HAND, "A", "Y", unit=["firm"], wave="year")  # type: ignore[arg-type]  # (a list)
