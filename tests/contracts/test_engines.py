"""The contract of every public engine function; see ``engines.py`` for their calls."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import itertools
import json
import pickle
import re
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from consilience import calibration, coding, games, network, qca, stages, value
from consilience.errors import ConsilienceError
from consilience.references import library
from consilience.results import Result
from consilience.texts import LANGUAGES
from contracts.engines import CALLS, VALUES_NOT_RESULTS

ENGINES = (calibration, coding, games, network, qca, stages, value)
METHODS: list[Callable[..., Any]] = [
    function
    for name, function in inspect.getmembers(games.Game, inspect.isfunction)
    if not name.startswith("_")
]


def _public(package: Any) -> list[Callable[..., Any]]:
    found = [getattr(package, name) for name in package.__all__]
    return [item for item in found if inspect.isfunction(item)]


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.split('.')[1]}.{function.__name__}"


FUNCTIONS = [*(f for package in ENGINES for f in _public(package)), *METHODS]
WITH_RESULT = sorted(CALLS, key=_name)
REFUSED = [
    pytest.param(function, name, value, id=f"{_name(function)}-{name}-{place}")
    for function, call in CALLS.items()
    for name, values in call.refused.items()
    for place, value in enumerate(values)
]


def test_every_public_engine_function_is_under_contract() -> None:
    missing = {f.__name__ for f in FUNCTIONS} - {f.__name__ for f in CALLS} - VALUES_NOT_RESULTS
    assert not missing


@pytest.mark.parametrize("function", FUNCTIONS, ids=_name)
def test_docstring_says_what_a_reader_needs(function: Callable[..., Any]) -> None:
    text = inspect.getdoc(function) or ""
    asked = [name for name in inspect.signature(function).parameters if name != "self"]
    for section in (*(("Parameters", "Raises") if asked else ()), "Returns", "Examples"):
        assert re.search(rf"^{section}\n-+$", text, re.MULTILINE), section
    assert re.search(r"^References\n-+$", text, re.MULTILINE)
    for name in asked:
        described = re.search(rf"^[\w, ]*\b{name}\b[\w, ]*( :.*)?$", text, re.MULTILINE)
        assert described, f"parameter {name} is not described"
    if function in CALLS and asked:
        assert re.search(r"shape|\[0, 1\]|at least|between|from 1|one of|\{|fewest|table", text)
    assert ">>> " in text
    assert not any(
        item.kind is inspect.Parameter.VAR_KEYWORD
        for item in inspect.signature(function).parameters.values()
    )


@pytest.mark.parametrize("function", WITH_RESULT, ids=_name)
def test_result_is_frozen_and_goes_to_json_and_back(function: Callable[..., Any]) -> None:
    result = function(**CALLS[function].works)
    assert isinstance(result, Result)
    for field in dataclasses.fields(result):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(result, field.name, None)
        value = getattr(result, field.name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, field.name
    again = type(result).from_dict(json.loads(result.to_json()))
    assert again == result
    assert hash(again) == hash(result)
    assert result != object()
    assert isinstance(result.to_frame(), pd.DataFrame)
    assert "<table" in result._repr_html_()
    assert result.references
    assert all(key in library() for key in result.references)
    assert all(result.citations())
    for note, language in itertools.product(result.notes, LANGUAGES):
        assert note.sentence(language)


@pytest.mark.parametrize("function", WITH_RESULT, ids=_name)
def test_same_input_same_bytes_and_input_unchanged(function: Callable[..., Any]) -> None:
    works = CALLS[function].works
    before = copy.deepcopy(dict(works))
    first, second = function(**works), function(**works)
    assert first.to_json() == second.to_json()
    for name, given in before.items():
        if isinstance(given, pd.DataFrame):
            pd.testing.assert_frame_equal(works[name], given)
        elif isinstance(given, nx.Graph):
            assert nx.utils.graphs_equal(works[name], given)
        else:
            assert works[name] == given


@pytest.mark.parametrize(("function", "name", "value"), REFUSED)
def test_bad_input_gets_one_clear_sentence(
    function: Callable[..., Any], name: str, value: object
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        function(**{**CALLS[function].works, name: value})
    for language in LANGUAGES:
        sentence = caught.value.sentence(language)
        assert sentence
        assert "\n" not in sentence
        assert len(sentence) < 700
    assert caught.value.sentence("zh") != caught.value.sentence("en")


def test_enough_bad_inputs_are_tried() -> None:
    short = {
        _name(f): sum(map(len, call.refused.values()))
        for f, call in CALLS.items()
        if set(call.works) != {"self"} and sum(map(len, call.refused.values())) < 13
    }
    assert not short


@pytest.mark.parametrize(("function", "name", "value"), REFUSED[::7])
def test_errors_survive_another_process(
    function: Callable[..., Any], name: str, value: object
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        function(**{**CALLS[function].works, name: value})
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  (our own bytes)
    assert type(again) is type(caught.value)
    assert again.sentence("zh") == caught.value.sentence("zh")
