"""Every sentence in both languages, with the same blanks; no key that nobody says."""

from __future__ import annotations

import pickle
import re
import string
from pathlib import Path

import pytest

import consilience
from consilience.errors import ArgumentError, DataError, UnknownNameError, system_reason
from consilience.texts import catalogue, text

PACKAGE = Path(consilience.__file__).parent
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*"))
    if path.suffix in {".py", ".html"}
)


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("en")) == set(catalogue("zh"))


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_both_languages_fill_the_same_blanks(key: str) -> None:
    english, chinese = catalogue("en")[key], catalogue("zh")[key]
    assert _blanks(english) == _blanks(chinese)


def test_every_key_in_the_code_exists() -> None:
    areas = {key.split(".")[0] for key in catalogue("en")}
    named = set(re.findall(rf"[\"']((?:{'|'.join(areas)})(?:\.[a-z_0-9]+)+)[\"']", SOURCE))
    files = {"qca.py", "study.py"}
    missing = {key for key in named - files if key not in catalogue("en") and not _is_prefix(key)}
    assert not {
        key for key in missing if not key.endswith((".py", ".toml", ".csv", ".html", ".json"))
    }


def _is_prefix(key: str) -> bool:
    return any(other.startswith(f"{key}.") for other in catalogue("en"))


def test_lists_are_joined_in_the_language() -> None:
    values = {"name": "a", "owner": "f", "got": "z", "available": ["x", "y"]}
    assert "x, y" in text("errors.unknown_name", "en", **values)
    assert "x、y" in text("errors.unknown_name", "zh", **values)


def test_an_error_within_an_error_speaks_the_same_language() -> None:
    inner = UnknownNameError("code", "study.case", "C77", ["C01"])
    error = DataError("analysis.sheet_row", row=3, problem=inner)
    assert error.sentence("zh") == f"第 3 行：{inner.sentence('zh')}"
    assert str(error) == f"row 3: {inner}"


def test_a_name_among_none_says_that_there_is_none_yet() -> None:
    error = UnknownNameError("code", "study.case", "C1", [])
    assert str(error) == "code of study.case is C1, but there is none yet: add it first"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  (our own bytes)


def test_quoted_words_stand_in_chinese_without_marks() -> None:
    assert text("edits.error.no_place", "zh", words="信任").startswith("文本中没有“信任”：")


def test_an_unknown_key_is_a_slip_of_ours() -> None:
    with pytest.raises(KeyError):
        text("errors.nothing")


def test_the_one_sentence_form_of_an_argument_error() -> None:
    error = ArgumentError("pri_cut", "truth_table", "interval", 1.5, low=0, high=1)
    wanted = "pri_cut of truth_table must be a number between 0 and 1, got 1.5"
    assert str(error) == wanted
    long = ArgumentError("values", "fit", "number", "x" * 5, low=0)
    assert str(long).endswith("got xxxxx")
    assert len(str(ArgumentError("a", "b", "number", list(range(100))))) < 120


def test_a_near_miss_is_proposed_and_a_far_one_is_not() -> None:
    near = UnknownNameError("outcome", "fit", "surv", ["SURV", "DEV"])
    assert str(near).endswith("did you mean SURV?")
    far = UnknownNameError("outcome", "fit", "zzz", [f"n{i}" for i in range(20)])
    assert "did you mean" not in str(far)
    assert "..." in str(far)


def test_errors_are_values_of_the_language() -> None:
    error = DataError("qca.data.few_cases", cases=3, conditions=8)
    assert error.sentence("zh").startswith("3 个案例")


def test_chinese_sentences_have_no_space_between_chinese_characters() -> None:
    named = {"name": "锚点", "owner": "校准 甲", "allowed": "0 到 1 之间的数", "got": "高"}
    assert text("errors.argument", "zh", **named) == (
        "校准 甲的锚点必须是 0 到 1 之间的数，实际为高"
    )
    latin = {**named, "owner": "direct", "name": "anchors", "got": "x"}
    assert text("errors.argument", "zh", **latin).startswith("direct 的 anchors 必须是 0")


def test_why_the_system_refuses_comes_in_the_language() -> None:
    reason = system_reason(PermissionError(13, "Permission denied"))
    error = DataError("study.file.no_place", path="a", reason=reason)
    assert "is not allowed there" in error.sentence("en")
    assert "没有读写权限" in error.sentence("zh")
    assert system_reason(OSError(5, "Input/output error")) == "Input/output error"
    assert system_reason(OSError("odd")) == "odd"


def test_an_empty_name_is_seen_among_those_that_exist() -> None:
    error = UnknownNameError("collaborations", "split", "road", ["", "G02"])
    assert '"", G02' in str(error)
