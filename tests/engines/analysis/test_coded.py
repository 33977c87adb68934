"""A study of texts and codings through its protocol: no table, no condition, no QCA."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from consilience import analysis
from consilience.analysis import coded
from consilience.analysis.coded_axes import AXES
from consilience.analysis.coded_material import Material
from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study import Case, Code, CodeLink, Project, Study, quote, step, study_of
from gioia_study import PLAN, coded_study
from golden.studies import run, small_study


def without(study: Study, *groups: str) -> Study:
    empty: dict[str, Any] = dict.fromkeys(groups, ())
    return dataclasses.replace(study, **empty)


def without_cases(study: Study) -> Study:
    sources = tuple(dataclasses.replace(one, case_ids=()) for one in study.sources)
    codings = tuple(dataclasses.replace(one, case_id=None) for one in study.codings)
    return dataclasses.replace(study, cases=(), sources=sources, codings=codings)


def test_a_study_of_codings_alone_has_evidence() -> None:
    study, found = run(coded_study())
    assert found.memberships.conditions == ()
    assert found.outcomes == ()
    assert found.coded is not None
    assert found.coded.structure is not None
    assert found.coded.structure.shape == (6, 3, 2)
    assert [(m.row_axis, m.column_axis) for m in found.coded.matrices] == [
        ("concept", "case"),
        ("stage", "theme"),
    ]
    assert len(found.coded.saturation) == 1
    assert all(item.condition_codes == () for item in study.findings)


def test_findings_are_the_same_in_every_run_and_change_with_a_coding() -> None:
    study = coded_study()
    first = [item for _, item in analysis.run(study)]
    assert first == [item for _, item in analysis.run(study)]
    moved = [dataclasses.replace(one, importance=1) for one in study.codings]
    again = [item for _, item in analysis.run(dataclasses.replace(study, codings=tuple(moved)))]
    assert {one.input_sha256 for one in first}.isdisjoint(one.input_sha256 for one in again)


def test_a_study_may_have_both_kinds_of_steps() -> None:
    both = [*PLAN, ("calibrate", {})]
    small = small_study()
    records = [r for r in small.records() if not isinstance(r, Project) and r not in small.steps]
    _, found = run(coded_study(both, more=records))
    assert found.coded is not None
    assert found.memberships.conditions == ("CONTROL", "SKILL", "TRUST", "VALUE")


def test_steps_on_memberships_still_need_memberships() -> None:
    with pytest.raises(DataError, match="no conditions"):
        list(analysis.run(coded_study([*PLAN, ("calibrate", {})])))
    with pytest.raises(StudyError, match="no findings yet"):
        analysis.evidence(coded_study())
    assert run(small_study())[1].coded is None


def test_every_pair_of_axes_counts_what_stands_behind_it() -> None:
    material = Material(coded_study())
    known = {one.id for one in material.codings}
    for rows in AXES:
        for columns in AXES:
            found = coded.matrix(material, rows, columns)
            assert found.counts.sum() == len(found.codings)
            assert set(found.codings) <= known
            for row, column in (
                (found.rows[0], found.columns[0]),
                (found.rows[-1], found.columns[-1]),
            ):
                cell = found.cell(row, column)
                assert cell.count == len(set(cell.codings))


def test_case_by_concept_tells_silence_from_denial_and_from_no_source() -> None:
    study = coded_study(more=[Case(id="c-C1", code="C1", name="Alliance C1")])
    frame = coded.matrix(study, "case", "concept").state_frame()
    assert frame.loc["B1", "keeping one's word"] == "absent"
    assert frame.loc["A1", "rules in writing"] == "disputed"
    assert frame.loc["A2", "keeping one's word"] == "not mentioned"
    assert set(frame.loc["C1"]) == {"no source"}
    kinds = coded.matrix(study, "case", "kind").state_frame()
    assert kinds.loc["A1", "observation"] == "no source"


def test_a_coding_counts_in_every_place_of_its_code() -> None:
    found = coded.matrix(coded_study(), "theme", "source")
    assert found.cell("sharing", "N11").count == 1
    assert found.cell("relational governance", "N11").count == 1


def test_codings_without_a_place_are_counted_in_a_note() -> None:
    notes = coded.matrix(coded_study(), "stage", "concept").notes
    assert [(note.key, note.values["count"]) for note in notes] == [
        ("evidence.not_placed.stage", 1),
        ("evidence.not_placed.concept", 1),
    ]
    assert "编码片段没有阶段" in notes[0].sentence("zh")
    study = without(coded_study(), "stages")
    bare = [dataclasses.replace(one, stage_id=None) for one in study.codings]
    with pytest.raises(DataError, match="both a stage and a case"):
        coded.matrix(dataclasses.replace(study, codings=tuple(bare)), "stage", "case")


def test_a_group_that_is_coded_itself_is_a_case_too() -> None:
    study = coded_study()
    one = dataclasses.replace(study.codings[0], case_id="c-A")
    found = coded.matrix(dataclasses.replace(study, codings=(one,)), "case", "group")
    assert found.cell("A", "A").count == 1
    assert "B" not in found.rows


def test_names_of_codes_that_repeat_are_told_apart_by_their_path() -> None:
    more = [
        Code(id="k2", name="meeting often", kind="concept", parent_id="k-contractual governance"),
        Code(id="k3", name="contractual governance / meeting often"),
    ]
    names = set(Material(coded_study(more=more)).codes)
    assert {
        "governance / relational governance / meeting often",
        "governance / contractual governance / meeting often",
        "contractual governance / meeting often",
    } <= names
    clash = [*more, Code(id="k4", name="governance / contractual governance / meeting often")]
    assert len(set(Material(coded_study(more=clash)).codes)) == len(
        Material(coded_study(more=clash)).study.codes
    )


def test_evidence_goes_by_dimension_theme_stage_or_all() -> None:
    def parts(by: str) -> list[tuple[str, int]]:
        _, found = run(coded_study([("evidence", {"by": by})]))
        assert found.coded is not None
        assert found.coded.tables is not None
        return [(part.name, len(part.table.rows)) for part in found.coded.tables.parts]

    assert parts("dimension") == [("governance", 3), ("co-creation", 2), ("", 1)]
    assert parts("theme") == [
        ("relational governance", 2),
        ("contractual governance", 1),
        ("sharing", 2),
        ("", 1),
    ]
    assert parts("stage") == [("start", 3), ("growth", 4)]
    assert parts("all") == [("", 6)]


def test_evidence_of_a_part_of_the_codebook() -> None:
    study = coded_study()
    found = coded.evidence_table(study, under="governance", stage="growth", quotes=2)
    assert [(row.concept, row.codings) for row in found.rows] == [
        ("keeping one's word", ("q-05", "q-11")),
        ("meeting often", ()),
        ("rules in writing", ("q-12",)),
        ("sharing data", ("q-13", "q-10", "q-09")),
    ]
    assert quote(study, next(c for c in study.codings if c.id == "q-05")) == "我们信任他们。"
    with pytest.raises(DataError, match="never said"):
        coded.evidence_table(study, under="never said")
    with pytest.raises(UnknownNameError):
        coded.evidence_table(study, stage="end")


def test_replication_goes_by_parent_or_by_attribute() -> None:
    study = coded_study()
    assert coded.replication(study).groups == ("A", "B")
    found = coded.replication(study, group="result", predictions={"sharing data": ["strong"]})
    assert found.groups == ("strong", "weak")
    assert found.of("sharing data").theoretical == "not confirmed"
    with pytest.raises(UnknownNameError, match="did you mean result"):
        coded.replication(study, group="results")
    with pytest.raises(DataError, match="no cases"):
        coded.replication(without_cases(study))


def test_grounding_of_a_study_without_cases_does_not_ask_for_them() -> None:
    study = coded_study()
    assert [w.code for w in coded.grounding(study).of("one case")] == []
    found = coded.grounding(without_cases(study))
    assert [w.code for w in found.of("one source")] == ["joint results"]
    assert not found.of("one case")
    assert [w.code for w in found.of("theory first")] == ["contractual governance"]


def test_chains_and_model_come_from_the_relations_of_codes() -> None:
    study = coded_study()
    assert [(c.stage, len(c.codes)) for c in coded.chains(study).chains] == [
        ("start", 3),
        ("growth", 2),
        ("", 2),
    ]
    found = coded.model(study)
    relations = {
        (study.by_id[x.from_id].name, study.by_id[x.to_id].name, x.label)  # type: ignore[union-attr]  # (codes)
        for x in study.links
        if x.kind == "relation"
    }
    assert {(e.start, e.end, e.label) for e in found.edges} == relations
    with pytest.raises(DataError, match="no relations"):
        coded.model(without(study, "links"))


def test_saturation_knows_three_orders_of_sources() -> None:
    def order(name: str) -> tuple[str, ...]:
        return coded.saturation(coded_study(), order=name, orders=0).sources

    assert order("analysis") == ("O12", "X31", "N11", "J21", "J11")
    assert order("interview") == ("J21", "J11")
    assert order("date") == ("J21", "J11", "N11", "X31", "O12")
    with pytest.raises(UnknownNameError):
        order("dates")


@pytest.mark.parametrize(
    ("missing", "ask"),
    [
        ({"codings": ()}, coded.matrix),
        ({"codes": (), "links": (), "codings": ()}, coded.structure),
    ],
)
def test_what_is_missing_is_said(missing: dict[str, Any], ask: Any) -> None:
    with pytest.raises(DataError):
        ask(dataclasses.replace(coded_study(), **missing))


def test_a_codebook_without_concepts_has_no_evidence() -> None:
    study = coded_study()
    themes = [dataclasses.replace(code, kind="theme") for code in study.codes]
    with pytest.raises(DataError, match="no first-order concept"):
        coded.evidence_table(dataclasses.replace(study, codes=tuple(themes)))


def test_settings_of_steps_are_checked() -> None:
    for kind, settings in (
        ("matrix", {"rows": "cases"}),
        ("evidence", {"by": "case"}),
        ("saturation", {"order": "x"}),
    ):
        with pytest.raises(UnknownNameError):
            list(analysis.run(coded_study([(kind, settings)])))
    with pytest.raises(UnknownNameError, match="did you mean quotes"):
        analysis.check_settings("evidence", {"quote": 2})


def test_frames_of_steps() -> None:
    _, found = run(coded_study())
    said = found.coded
    assert said is not None
    assert said.tables is not None
    assert said.relations is not None
    assert said.tables.to_frame()["part"].tolist()[-1] == ""
    assert said.relations.to_frame().shape == (4, 4)
    assert said.matrices[0].to_frame().shape == (6, 4)


def test_a_relation_may_hold_in_all_stages() -> None:
    link = CodeLink(id="z", from_id="k-sharing", to_id="k-left over", kind="relation")
    assert len(coded.model(coded_study(more=[link])).edges) == 5
    assert step(1, "chains", {}).kind == "chains"
    assert study_of([Project(code="P", title="t")]).codes == ()


def agreement(study: Study, **settings: Any) -> analysis.RoundFinding:
    _, found = run(dataclasses.replace(study, steps=(step(1, "agreement", settings),)))
    assert found.coded is not None
    return found.coded.agreement[0]


def test_agreement_of_a_round_counts_its_units_and_lists_where_coders_differ() -> None:
    found = agreement(coded_study(), bootstraps=20)
    told = found.agreement
    assert (told.round, told.unit, told.coders, told.units) == ("1", "sentence", ("A", "B"), 4)
    assert [(one.source, one.given) for one in found.differing] == [
        ("J11", (("rules in writing",), ("joint results",))),
        ("J11", (("keeping one's word",), ())),
    ]
    first, second = found.differing
    assert (first.kind, second.kind) == ("other code", "missed")
    assert first.reason == "No contract is a sign of rules, not of results"
    assert first.standing == ("rules in writing",)
    assert (second.reason, found.resolved) == ("", 1)
    frame = found.to_frame()
    assert frame["code"].tolist()[0] == "pooled"
    assert set(frame["code"]) == {
        "pooled",
        "keeping one's word",
        "rules in writing",
        "joint results",
    }
    assert set(frame["percent_agreement"]) == {0.75}
    assert analysis.RoundFinding.from_dict(found.to_dict()) == found


def test_units_of_a_round_may_be_spans_or_paragraphs_and_sources_several() -> None:
    study = coded_study()
    (only,) = study.rounds

    def changed(**fields: Any) -> Study:
        return dataclasses.replace(study, rounds=(dataclasses.replace(only, **fields),))

    spans = agreement(changed(unit="span"), bootstraps=0)
    assert spans.agreement.table is None
    assert spans.to_frame()["code"].tolist()[0] == "pooled"
    assert agreement(changed(unit="paragraph"), bootstraps=0).agreement.units == 1
    found = agreement(changed(source_ids=("s-J11", "s-O12")), bootstraps=5).agreement
    assert found.table is not None
    assert found.table.pooled.intervals["krippendorff_alpha"].resampled == "source"


def test_a_round_that_is_open_cannot_be_measured() -> None:
    study = coded_study()
    rounds = (dataclasses.replace(study.rounds[0], state="open"),)
    with pytest.raises(DataError, match="no released round"):
        agreement(dataclasses.replace(study, rounds=rounds), round="1")


def test_a_round_needs_codings_and_a_known_name() -> None:
    study = coded_study()
    with pytest.raises(UnknownNameError):
        agreement(study, round="2")
    alone = tuple(one for one in study.codings if one.session_id is None)
    with pytest.raises(DataError, match="Nobody coded anything in the round 1"):
        agreement(dataclasses.replace(study, codings=alone, resolutions=()))


def test_quotes_come_with_their_exact_places() -> None:
    study = coded_study()
    found = coded.quotes(study, ["q-09", "q-02"])
    assert found["text"].tolist()[1] == "every Friday"
    texts = {study.code_of(one.source_id): one.text for one in study.versions}
    for line in found.to_dict("records"):
        assert texts[line["source"]][line["start"] : line["end"]] == line["text"]
    with pytest.raises(UnknownNameError):
        coded.quotes(study, ["q-99"])


def test_stages_without_codings_and_themes_that_only_share_a_concept_have_no_table() -> None:
    study = coded_study([("evidence", {"by": "stage"})])
    bare = tuple(
        dataclasses.replace(one, stage_id=None if one.stage_id == "g-start" else one.stage_id)
        for one in study.codings
    )
    _, found = run(dataclasses.replace(study, codings=bare))
    assert found.coded is not None
    assert found.coded.tables is not None
    assert [part.name for part in found.coded.tables.parts] == ["growth"]
    shared = Code(id="k-x", name="shared theme", kind="theme")
    link = CodeLink(id="m-x", from_id="k-sharing data", to_id="k-x")
    _, found = run(coded_study([("evidence", {"by": "theme"})], more=[shared, link]))
    assert found.coded is not None
    assert found.coded.tables is not None
    assert "shared theme" not in [part.name for part in found.coded.tables.parts]
