"""Offers that say the like of needs: suggestions only."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from consilience.analysis.proposition_suggestions import SuggestedSupplies, suggest_supplies
from consilience.errors import ArgumentError, DataError

OFFERS = pd.DataFrame(
    [["图商", "高精度地图"], ["Foundry", "automotive chips"], ["OEM", "maps of roads"]],
    columns=["partner", "text"],
)
NEEDS = pd.DataFrame(
    [["OEM", "maps of all roads"], ["City", "chips for cars"], ["City", "城市地图"]],
    columns=["member", "text"],
)


def test_the_likest_come_first_and_nobody_supplies_himself() -> None:
    found = suggest_supplies(OFFERS, NEEDS, least=0.05)
    pairs = [(item.member, item.partner, item.shared) for item in found.suggestions]
    assert ("City", "Foundry", "chips") in pairs
    assert ("City", "图商", "地图") in pairs
    assert all(member != partner for member, partner, _ in pairs)
    assert {item.state for item in found.suggestions} == {"to be confirmed"}
    assert [note.key for note in found.notes] == ["value.note.to_confirm"]
    assert found.to_frame().columns[0] == "member"
    assert SuggestedSupplies.from_dict(found.to_dict()) == found


def test_what_is_like_nothing_is_named() -> None:
    found = suggest_supplies(OFFERS, NEEDS, least=0.9)
    assert found.suggestions == ()
    assert found.unlike == ("OEM: maps of all roads", "City: chips for cars", "City: 城市地图")
    assert list(found.to_frame().columns)[-1] == "state"


def test_an_encoder_takes_the_place_of_characters() -> None:
    def encoder(texts: Sequence[str]) -> list[list[float]]:
        return [[float("chip" in text), float("地图" in text or "map" in text)] for text in texts]

    found = suggest_supplies(OFFERS, NEEDS, top=1, encoder=encoder)
    assert [item.partner for item in found.suggestions] == ["图商", "Foundry", "图商"]
    assert found.suggestions[0].shared == ""
    assert found.parameters["features"] == "encoder"


def test_tables_and_settings_that_do_not_fit() -> None:
    with pytest.raises(DataError, match="offers needs two columns"):
        suggest_supplies(OFFERS[["text"]], NEEDS)
    with pytest.raises(DataError, match="needs needs two columns"):
        suggest_supplies(OFFERS, NEEDS.iloc[:0])
    with pytest.raises(DataError, match="row 2 of the table of needs"):
        suggest_supplies(OFFERS, NEEDS.assign(text=["a", " ", "b"]))
    with pytest.raises(ArgumentError, match="top of suggest_supplies"):
        suggest_supplies(OFFERS, NEEDS, top=0)
    with pytest.raises(ArgumentError, match="least of suggest_supplies"):
        suggest_supplies(OFFERS, NEEDS, least=2)
