"""The flow of rows, from read to analysed."""

from __future__ import annotations

from typing import Any

from consilience.analysis.inclusion import inclusion
from consilience.analysis.organisation_names import MOST_NAMES, similar_names
from consilience.study import (
    Adoption,
    Collaboration,
    Exclusion,
    Holding,
    NameDecision,
    Organisation,
    Participation,
    Project,
    Resource,
    Source,
    Study,
    Tie,
    study_of,
)


def sample() -> Study:
    table = Source(code="t", title="t", kind="table", file_name="t.csv")
    a, b = Organisation(code="A", name="A"), Organisation(code="B", name="B")
    kept = Collaboration(code="P1", title="One", source_id=table.id, row=2)
    out = Collaboration(code="P2", title="Two", source_id=table.id, row=3, excluded="off topic")
    own = Collaboration(code="P3", title="By hand")
    resource = Resource(code="data")
    place: dict[str, Any] = {"source_id": table.id}
    return study_of(
        [
            Project(code="P", title="T"),
            *(table, a, b, kept, out, own, resource),
            Participation(organisation_id=a.id, collaboration_id=kept.id, row=2, **place),
            Participation(organisation_id=b.id, collaboration_id=kept.id, row=2, **place),
            Participation(organisation_id=b.id, collaboration_id=own.id),
            Tie(from_id=a.id, to_id=b.id, row=7, **place),
            Holding(organisation_id=a.id, resource_id=resource.id, row=8, **place),
            Adoption(organisation_id=a.id, routine="log", row=9, **place),
            Exclusion(row=4, reason="duplicate", collaboration_id=kept.id, printed="One", **place),
            Exclusion(row=5, reason="unreadable date: soon", **place),
            Exclusion(row=6, reason="unreadable date: later", **place),
            Exclusion(row=10, reason="no party", **place),
        ]
    )


def test_every_row_has_one_fate_and_the_flow_adds_up() -> None:
    found = inclusion(sample())
    (flow,) = found.flows
    assert (flow.read, flow.duplicates, flow.screened, flow.kept) == (9, 1, 8, 5)
    assert flow.reasons == (("unreadable date", 2), ("no party", 1))
    assert flow.screened == sum(count for _, count in flow.reasons) + flow.kept
    assert (flow.by_person, flow.analysed) == (1, 4)
    assert [(one.row, one.state, one.record or one.of) for one in found.rows] == [
        (2, "kept", "P1"),
        (3, "excluded by a person", "P2"),
        (4, "duplicate", "P1"),
        (5, "excluded", ""),
        (6, "excluded", ""),
        (7, "kept", "A - B"),
        (8, "kept", "A: data"),
        (9, "kept", "A: log"),
        (10, "excluded", ""),
    ]
    assert found.excluded_collaborations == (("P2", "off topic"),)
    assert found.collaborations == 3
    assert list(found.to_frame().columns)[:3] == ["source", "row", "state"]


def test_a_study_without_files_has_no_flow() -> None:
    found = inclusion(Study(project=Project(code="P", title="T")))
    assert (found.flows, found.rows) == ((), ())
    assert found.to_frame().empty


def test_similar_names_are_pairs_with_a_new_one() -> None:
    known = [Organisation(code="h", name="Huawei"), Organisation(code="i", name="IBM")]
    apart = NameDecision(first="IBM Corp.", second="IBM", same=False)
    study = study_of([Project(code="P", title="T"), *known, apart])
    found = similar_names(study, ["Huawei Technologies", "IBM Corp.", "Bosch"])
    assert found is not None
    assert [{one.first, one.second} for one in found] == [{"Huawei", "Huawei Technologies"}]
    assert similar_names(study, []) == ()
    assert similar_names(study, [str(number) for number in range(MOST_NAMES + 1)]) is None
