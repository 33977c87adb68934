"""From an organisation or a tie back to the records behind it."""

from __future__ import annotations

import pytest

from consilience.analysis import AllianceRows, rows_behind
from consilience.errors import UnknownNameError
from engines.analysis.alliances import alliance

STUDY = alliance()
ROWS = AllianceRows(STUDY)


def of(kind: str, **fields: str) -> set[str]:
    """Return the ids of the records of a kind whose codes are these."""
    return {
        one.id
        for one in getattr(STUDY, kind)
        if all(STUDY.code_of(getattr(one, name)) == code for name, code in fields.items())
    }


def test_an_organisation_leads_to_everything_that_names_it() -> None:
    found = ROWS.of_organisation("OEM")
    assert set(found.participations) == of("participations", organisation_id="OEM")
    assert set(found.ties) == of("ties", from_id="OEM") | of("ties", to_id="OEM")
    assert set(found.holdings) == of("holdings", organisation_id="OEM")
    assert set(found.adoptions) == of("adoptions", organisation_id="OEM")
    assert (found.since, found.until) == ("2018", "")
    assert len(found.ids) == 3 + 2 + 3 + 1
    assert rows_behind(STUDY, "OEM") == found
    assert ROWS.of_organisation("CLOUD").until == "2023"
    empty = ROWS.of_organisation("NEW")
    assert (empty.ids, empty.since, empty.until) == ((), "", "")


def test_a_tie_leads_to_ties_and_to_shared_participations() -> None:
    found = ROWS.of_pair("CHIP", "OEM")
    assert found == ROWS.of_pair("OEM", "CHIP") or set(found.ids) == set(
        ROWS.of_pair("OEM", "CHIP").ids
    )
    assert set(found.ties) == of("ties", from_id="OEM", to_id="CHIP")
    assert set(found.participations) == {
        *of("participations", organisation_id="OEM", collaboration_id="road"),
        *of("participations", organisation_id="CHIP", collaboration_id="road"),
        *of("participations", organisation_id="OEM", collaboration_id="rules"),
        *of("participations", organisation_id="CHIP", collaboration_id="rules"),
    }
    assert ROWS.of_pair("CHIP", "OEM", base="ties").participations == ()
    assert ROWS.of_pair("CHIP", "OEM", base="participations").ties == ()
    only = ROWS.of_pair("CHIP", "OEM", layers=["standards"])
    assert len(only.participations) == 2
    assert only.ties == ()
    assert rows_behind(STUDY, "OEM", "CHIP").since == "2019"
    assert ROWS.of_pair("CITY", "FAB").ids == ()


def test_unknown_names_are_told() -> None:
    with pytest.raises(UnknownNameError):
        ROWS.of_organisation("OME")
    with pytest.raises(UnknownNameError):
        ROWS.of_pair("OEM", "CHP")
    with pytest.raises(UnknownNameError):
        ROWS.of_pair("OEM", "CHIP", base="all")
