"""Two-step QCA: contexts from remote conditions, proximate paths within them."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from consilience import qca
from consilience.errors import DataError
from consilience.qca.two_step import Version
from tables import random_table

BITS = pd.DataFrame(
    list(itertools.product((0, 1), repeat=4)), columns=["R", "S", "P", "Q"], dtype=float
)


def _law(rule: str) -> pd.DataFrame:
    value = qca.fit(BITS.assign(Y=BITS["R"]), rule, "Y")  # reads the rule
    assert value.whole.expression
    made = {
        "R*P": BITS[["R", "P"]].min(axis=1),
        "R*P + S*P": np.minimum(BITS[["R", "S"]].max(axis=1), BITS["P"]),
    }
    return BITS.assign(Y=made[rule])


def test_a_necessary_remote_condition_is_the_context() -> None:
    found = qca.two_step(_law("R*P"), "Y", ["R", "S"], ["P", "Q"])
    (context,) = found.contexts
    assert context.expression == "R"
    assert (context.fit.inclusion, context.name) == (1.0, "CONTEXT")
    assert [model.terms for model in context.parsimonious.models] == [("CONTEXT*P",)]
    assert context.enabled == ("CONTEXT*P",)
    assert found.to_frame()["expression"].tolist() == ["CONTEXT*P"]


def test_a_necessary_disjunction_is_one_context() -> None:
    law = _law("R*P + S*P").rename(columns={"Q": "CONTEXT"})
    data = pd.concat([law, *[law[law["R"] + law["S"] == 0]] * 3], ignore_index=True)
    alone = qca.two_step(law, "Y", ["R", "S"], ["P", "CONTEXT"])
    assert alone.contexts == ()  # nearly all cases have R or S: trivial
    found = qca.two_step(data, "Y", ["R", "S"], ["P", "CONTEXT"])
    assert [item.expression for item in found.contexts] == ["R + S"]
    assert found.contexts[0].name == "CONTEXT_"
    assert found.contexts[0].enabled == ("CONTEXT_*P",)


def test_remainders_without_the_context_are_not_assumed() -> None:
    data = _law("R*P").drop(index=[2, 3, 6, 7])  # P is never there without R
    found = qca.two_step(data, "Y", ["R"], ["P"])
    assert [m.expression for m in found.contexts[0].parsimonious.models] == ["CONTEXT*P"]
    table = qca.truth_table(data, "Y", ["R", "P"])
    assert [m.expression for m in qca.minimize(table, "parsimonious").models] == ["P"]
    loose = qca.two_step(data, "Y", ["R"], ["P"], version="sufficiency", first_cut=0.4)
    assert [m.expression for m in loose.contexts[0].parsimonious.models] == ["P"]
    assert loose.contexts[0].enabled == ()
    assert "no path of the first" in str(loose.notes[-1])


def test_enabling_contexts_are_terms_at_a_lower_cut() -> None:
    data = random_table(6, 4, 40, "fuzzy")
    found = qca.two_step(data, "Y", ["A", "B"], ["C", "D"], version="sufficiency")
    table = qca.truth_table(data, "Y", ["A", "B"], 0.7)
    terms = {t for m in qca.minimize(table, "parsimonious").models for t in m.terms}
    assert terms
    assert {item.expression for item in found.contexts} == terms
    for item in found.contexts:
        fit = qca.fit(data, item.expression, "Y").whole
        np.testing.assert_allclose((item.fit.inclusion, item.fit.pri), (fit.inclusion, fit.pri))
        assert item.truth_table.conditions == ("CONTEXT", "C", "D")


@pytest.mark.parametrize("version", ["necessity", "sufficiency"])
def test_no_context_is_a_result(version: Version) -> None:
    data = random_table(6, 3, 30, "fuzzy")
    found = qca.two_step(data, "Y", ["A"], ["B", "C"], version=version, first_cut=1.0)
    assert found.contexts == ()
    assert "there is no context" in str(found.notes[0])
    assert len(found.to_frame()) == 0
    with pytest.raises(DataError, match="remote and proximate"):
        qca.two_step(data, "Y", ["A", "B"], ["B"])


def test_a_multi_value_condition_may_be_proximate() -> None:
    data = random_table(5, 3, 40, "multi-value")
    found = qca.two_step(data, "Y", ["B"], ["A", "C"], version="sufficiency", first_cut=0.3)
    for item in found.contexts:
        models = item.parsimonious.models
        kept = tuple(t for m in models[:1] for t in m.terms if "CONTEXT[1]" in t)
        assert item.enabled == kept
    everything = qca.two_step(data, "Y", ["B"], ["A"], version="sufficiency", first_cut=0.0)
    assert everything.contexts == ()
