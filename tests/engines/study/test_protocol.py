"""The protocol as TOML."""

from __future__ import annotations

import pytest

from consilience.errors import DataError
from consilience.study import from_toml, step, to_toml
from consilience.study.toml import write_value
from engines.study.samples import HOSTILE


def test_steps_come_back_in_order() -> None:
    first = step(1, "calibrate", {"half": "keep", HOSTILE: [HOSTILE, {"": 1e22, "b": [[], {}]}]})
    second = step(2, "necessity", {"outcome": "VC", "deep": {"on": True, "n": -3, "x": -0.0}})
    assert from_toml(to_toml([second, first])) == (first, second)
    assert to_toml([]) == ""
    assert from_toml("") == ()


def test_numbers_keep_their_kind() -> None:
    found = from_toml('[[step]]\nkind = "x"\nsettings = {whole = 1, real = 1.0, yes = true}')[0]
    assert found.settings_json == '{"real":1.0,"whole":1,"yes":true}'


def test_positions_and_ids_may_be_left_out() -> None:
    first, second = from_toml('[[step]]\nkind = "a"\n[[step]]\nkind = "b"\n')
    assert (first.position, second.position, first.settings) == (1, 2, {})
    assert first.id != second.id


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[step]\n", r"study\.toml cannot be read: .*line 1"),
        ("step = 3\n", "nothing but tables with the name step"),
        ("step = [3]\n", "nothing but tables with the name step"),
        ('[[step]]\nkind = "a"\n[other]\n', "nothing but tables with the name step"),
        ("[[step]]\nposition = 1\n", r"step\[1\].* wrong kind: kind"),
        ('[[step]]\nkind = "a"\ncolour = 1\n', r"step\[1\].* wrong kind: colour"),
        ('[[step]]\nkind = "a"\nid = "x"\n', "must be a UUID"),
        ("[[step]]\nkind = 1\n", "must be a text"),
        ('[[step]]\nkind = "a"\nsettings = 3\n', "must be a mapping"),
        ('[[step]]\nkind = "a"\nsettings = {a = nan}\n', "cannot be kept as JSON"),
    ],
)
def test_slips_in_a_protocol(text: str, sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        from_toml(text, "study.toml")


def test_a_wrong_step_is_not_written() -> None:
    with pytest.raises(DataError, match=r"settings\.a must have a value, got null"):
        to_toml([step(1, "x", {"a": None})])
    with pytest.raises(DataError, match="cannot be written as TOML: None"):
        write_value(None)
