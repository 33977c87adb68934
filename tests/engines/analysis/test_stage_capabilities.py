"""The step on capabilities: the matrix by stage, and the chain of each stage."""

from __future__ import annotations

import json

import pytest

from consilience import analysis
from consilience.errors import DataError, UnknownNameError
from consilience.study import Code, CodeLink, Coding, Project
from engines.analysis.histories import Asked, add, coded, done, planned

STEP: tuple[Asked, ...] = (("capabilities", {}),)
TOLD = (
    ("ask", "early", "for"), ("passive", "early", ""),
    ("create", "middle", "for"), ("create", "middle", "for"), ("identify", "middle", ""),
    ("leading", "middle", "for"), ("passive", "middle", "for"),
    ("leading", "late", "for"), ("leading", "late", "against"), ("create", "", "for"),
)  # fmt: skip


def test_the_matrix_counts_capabilities_by_stage_and_warns_of_empty_cells() -> None:
    (found,) = done(coded(*TOLD, steps=STEP)).capabilities
    assert found.to_frame().to_numpy().tolist() == [[1, 3, 0], [1, 2, 2]]
    assert found.empty == (("sensing", "late"),)
    (note,) = [one for one in found.notes if one.key == "stage_steps.note.empty_cells"]
    assert note.level == "warning"
    assert note.values == {"count": 1, "cells": 6}
    whole = coded(*TOLD, ("ask", "late", "for"), steps=STEP)
    assert not [n for n in done(whole).capabilities[0].notes if "empty" in n.key]


def test_the_chain_of_a_stage_links_the_forms_that_most_codings_speak_for() -> None:
    (found,) = done(coded(*TOLD, steps=STEP)).capabilities
    links = {(one.stage, one.capability): (one.codes, one.count, one.of) for one in found.links}
    assert links["early", "sensing"] == (("identify",), 1, 1)
    assert links["middle", "sensing"] == (("create",), 2, 3)
    assert links["middle", "sharing"] == (("passive", "leading"), 1, 2)  # a tie: both
    assert links["late", "sharing"] == (("leading",), 1, 2)  # one speaks against
    assert links["late", "sensing"] == ((), 0, 0)
    assert found.chains is not None
    chains = [(chain.stage, len(chain.codes)) for chain in found.chains.chains]
    assert chains == [("early", 2), ("middle", 2), ("middle", 2), ("late", 2)]


def test_three_stages_of_four_capabilities_make_three_chains_of_four_links() -> None:
    forms = [f"{c}{s}" for c in "abcd" for s in ("early", "middle", "late")]
    parents = [Code(id=c, name=c, kind="dimension", position=n + 9) for n, c in enumerate("abcd")]
    children = [Code(id=f, name=f, kind="theme", parent_id=f[0]) for f in forms]
    base = coded(("ask", "", "for"), steps=(("capabilities", {"codes": list("abcd")}),))
    codings = [
        Coding(version_id="V", start=0, end=3, code_id=form, stage_id=f"stage {form[1:]}")
        for form in forms
    ]
    (found,) = done(add(base, *parents, *children, *codings)).capabilities
    assert found.chains is not None
    assert [len(chain.codes) for chain in found.chains.chains] == [4, 4, 4]
    assert [chain.stage for chain in found.chains.chains] == ["early", "middle", "late"]
    assert found.empty == ()


def test_a_capability_without_codes_below_is_its_own_form_and_one_makes_no_chain() -> None:
    (found,) = done(coded(*TOLD, steps=(("capabilities", {"codes": ["create"]}),))).capabilities
    middle = next(one for one in found.links if one.stage == "middle")
    assert (middle.codes, middle.count) == (("create",), 2)
    assert found.chains is None


def test_a_code_with_two_places_counts_for_both_and_denial_is_no_form() -> None:
    told = (("ask", "early", "against"), ("passive", "early", "for"))
    both = add(coded(*told, steps=STEP), CodeLink(from_id="passive", to_id="sensing"))
    (found,) = done(both).capabilities
    links = {one.capability: one for one in found.links if one.stage == "early"}
    assert (links["sensing"].codes, links["sensing"].of) == (("passive",), 2)
    assert links["sharing"].codes == ("passive",)
    (denied,) = done(coded(told[0], steps=STEP)).capabilities
    assert denied.links[0].codes == ()
    assert denied.links[0].of == 1


def test_what_cannot_be_compared_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnknownNameError, match="codes of capabilities"):
        done(coded(*TOLD, steps=(("capabilities", {"codes": ["nothing"]}),)))
    with pytest.raises(DataError, match="placed in a stage"):
        done(coded(("ask", "", "for"), steps=STEP))
    with pytest.raises(DataError):
        done(planned([Project(code="P", title="None")], STEP))
    code = Code(id="x", name="x", kind="concept")
    bare = [
        one for one in coded(("ask", "early", "")).records() if not isinstance(one, Code | Coding)
    ]
    only = Coding(version_id="V", start=0, end=3, code_id="x", stage_id="stage early")
    with pytest.raises(DataError, match="no dimension"):
        done(planned([*bare, code, only], STEP))


def test_findings_go_to_json_and_back() -> None:
    ((_, finding),) = analysis.run(coded(*TOLD, steps=STEP))
    again = analysis.CapabilitiesFinding.from_dict(json.loads(finding.result_json))
    assert again.to_dict() == json.loads(finding.result_json)
