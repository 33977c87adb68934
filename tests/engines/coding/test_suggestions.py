"""Suggestions: right where there is something to learn, honest where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy import linalg

from consilience import coding
from consilience.coding.examples import read_examples
from consilience.coding.features import CharacterFeatures
from consilience.coding.hold_out import stratified_folds
from consilience.coding.reasons import _by_character
from consilience.coding.ridge import PENALTY, fitted, held_out, products
from consilience.errors import ArgumentError
from consilience.kernels.shares import wilson_interval

# constructed for this test: what is said, in Chinese and in English, by code
TOPICS = {
    "trust": ("信任", "承诺", "诚信", "互信", "trust", "promise", "honest", "faithful"),
    "cost": ("成本", "资金", "预算", "费用", "cost", "budget", "funding", "expense"),
    "data": ("数据", "平台", "算法", "接口", "data", "platform", "algorithm", "interface"),
    "law": ("法规", "监管", "合规", "牌照", "law", "regulator", "licence", "compliance"),
    "people": ("人才", "培训", "招聘", "团队", "talent", "training", "hiring", "engineers"),
}
FILLERS = (
    ("我们", "这个", "项目", "去年", "企业", "认为", "一直", "重要"),
    ("we", "this", "project", "year", "firm", "think", "always", "important"),
)


def quote(code: str, random: np.random.Generator) -> str:
    """Return a constructed quote in one language: two words of the code among six others."""
    english = int(random.integers(2))
    topic = TOPICS[code][4 * english : 4 * english + 4]
    chosen = [*random.choice(topic, 2), *random.choice(FILLERS[english], 6)]
    return ("", " ")[english].join(str(word) for word in random.permutation(chosen))


def coded(
    count: int, seed: int, codes: Sequence[str] = tuple(TOPICS)
) -> tuple[list[str], list[str]]:
    random = np.random.default_rng(seed)
    given = [codes[place % len(codes)] for place in range(count)]
    return [quote(code, random) for code in given], given


def test_the_right_code_is_among_the_first_three_in_both_languages() -> None:
    examples, codes = coded(200, 1)
    segments, right = coded(100, 2)
    found = coding.suggest(examples, codes, segments)
    three = [{item.code for item in one.ranked} for one in found.segments]
    assert sum(code in some for code, some in zip(right, three, strict=True)) >= 98
    first = [one.ranked[0].code for one in found.segments]
    assert sum(a == b for a, b in zip(first, right, strict=True)) >= 90
    assert found.accuracy is not None
    assert found.accuracy.first.low > found.accuracy.first.base
    assert found.accuracy.top.value > 0.95
    assert found.accuracy.macro_f1 > found.accuracy.base_macro_f1


def test_reasons_are_words_of_the_segment_and_quotes_carry_the_code() -> None:
    examples, codes = coded(200, 1)
    segment = "我们认为信任这个项目，trust!"
    best = coding.suggest(examples, codes, {"J1": segment}).segments[0].ranked[0]
    assert best.code == "trust"
    assert {reason.word for reason in best.reasons} >= {"信任", "trust"}
    for reason in best.reasons:
        assert segment[reason.start : reason.end] == reason.word
        assert reason.weight > 0
    assert len(best.like) == 2
    assert best.like[0].likeness >= best.like[1].likeness > 0
    for quoted in best.like:
        assert examples[int(quoted.name) - 1] == quoted.quote
        assert codes[int(quoted.name) - 1] == "trust"


def test_what_the_characters_add_is_the_score() -> None:
    examples, codes = coded(60, 3)
    features = CharacterFeatures.of(examples)
    has = np.array([[code == name for name in TOPICS] for code in codes])
    ridge = fitted(features.rows, has)
    texts = ["信任成本", "We trust 信任信任 them!", "?"]
    read = features.read(texts)
    assert read.characters is not None
    for code in range(len(TOPICS)):
        chosen = np.full(3, code)
        added = _by_character(*read.characters, ridge.weights, chosen)
        first = read.characters[0].first[:-1]
        whole = np.add.reduceat(added, first)
        assert whole == pytest.approx(np.asarray(read.rows @ ridge.weights)[:, code], abs=1e-12)
    trust = list(TOPICS).index("trust")
    found = read.reasons(ridge, np.full((3, 1), trust))
    by_word = {reason.word: reason.weight for reason in found[0][0]}
    added = _by_character(*read.characters, ridge.weights, np.full(3, trust))
    assert by_word == {"信任": pytest.approx(float(added[:2].sum()))}
    assert [reason.start for reason in found[1][0] if reason.word == "信任"] == [9]
    assert found[2][0] == ()


def test_blanks_of_another_number_or_kind_change_nothing() -> None:
    examples, codes = coded(40, 3, ["trust", "cost"])
    loose = [f" {text}\n".replace(" ", " \t ") for text in examples]
    texts = ["we trust them", "\u3000We  trust\r\n them "]
    for given in (examples, loose):
        tight, wide = coding.suggest(given, codes, texts, repeats=1).segments
        assert [item.score for item in tight.ranked] == [item.score for item in wide.ranked]
        assert wide.ranked[0].reasons[0].word == "trust"
        assert texts[1][wide.ranked[0].reasons[0].start : wide.ranked[0].reasons[0].end] == "trust"
    close = coding.suggest(examples, codes, texts, repeats=1).accuracy
    assert close == coding.suggest(loose, codes, texts, repeats=1).accuracy


def test_random_labels_do_not_beat_the_base_rate() -> None:
    beaten = 0
    for seed in range(12):
        examples, _ = coded(90, seed)
        random = np.random.default_rng(100 + seed)
        codes = random.choice(["trust", "cost", "data"], 90, p=[0.5, 0.3, 0.2]).tolist()
        found = coding.suggest(examples, codes, "x", repeats=3).accuracy
        assert found is not None
        beaten += found.first.low > found.first.base
    assert beaten == 0


def test_no_gain_is_said() -> None:
    examples, _ = coded(60, 5)
    codes = np.random.default_rng(6).permutation(["a"] * 40 + ["b"] * 20).tolist()
    found = coding.suggest(examples, codes, ["x"], repeats=3)
    keys = [note.key for note in found.notes]
    assert keys[0] == "suggest.note.person_decides"
    assert "suggest.note.no_gain" in keys
    examples, codes = coded(100, 1)
    assert "suggest.note.no_gain" not in [
        note.key for note in coding.suggest(examples, codes, ["x"]).notes
    ]


def test_codes_with_few_examples_are_silent_and_named() -> None:
    examples, codes = coded(40, 1, ["trust", "cost"])
    more, rare = coded(9, 2, ["law"])
    found = coding.suggest(examples + more, codes + rare, ["法规监管", "信任承诺"])
    assert [(item.code, item.examples, item.suggested) for item in found.codes] == [
        ("cost", 20, True),
        ("law", 9, False),
        ("trust", 20, True),
    ]
    named = {item.code for one in found.segments for item in one.ranked}
    assert named == {"cost", "trust"}
    sentences = [str(note) for note in found.notes]
    assert any("law (9)" in item and "10 different quotes" in item for item in sentences)
    assert any("9 quotes carry only" in item for item in sentences)
    assert found.accuracy is not None
    assert found.accuracy.examples == 40
    assert [item.code for item in found.accuracy.codes] == ["cost", "trust"]
    enough = coding.suggest(examples + more, codes + rare, ["法规监管"], min_examples=9)
    assert enough.segments[0].ranked[0].code == "law"


def test_no_code_with_enough_examples_suggests_nothing() -> None:
    examples, codes = coded(10, 1)
    found = coding.suggest(examples, codes, {"J1": "信任"})
    assert found.segments[0].ranked == ()
    assert found.accuracy is None
    assert found.to_frame().empty
    assert found.accuracy_frame().empty
    assert type(found).from_dict(found.to_dict()) == found


def test_one_code_alone_orders_but_decides_nothing() -> None:
    examples, codes = coded(24, 1, ["trust", "cost"])
    found = coding.suggest(examples, [*codes[:-1], "law"], ["信任"], min_examples=12)
    assert [item.code for item in found.segments[0].ranked] == ["trust"]
    assert "suggest.note.one_code" in [note.key for note in found.notes]


def test_equal_quotes_are_one_with_the_codes_of_all() -> None:
    examples = ["We trust  them", "we TRUST them", "Ｗe trust them", "成本高"]
    found = read_examples(examples, ["a", ["b", "a"], "c", "d"], "suggest")
    assert found.quotes == ("We trust  them", "成本高")
    assert found.names == ("1", "4")
    assert found.has.tolist() == [[True, True, True, False], [False, False, False, True]]
    counted = coding.suggest(examples * 9, ["a", "b", "c", "d"] * 9, "x")
    assert [item.examples for item in counted.codes] == [1, 1, 1, 1]
    assert "36 quotes hold 2 different texts" in " ".join(str(note) for note in counted.notes)


def test_quotes_that_share_their_text_are_held_out_together() -> None:
    texts = ["伙伴之间的信任", "伙伴之间的信任很重要", "信任", "其他伙伴之间的信任很重要啊", "成本"]
    group = read_examples(texts, ["a"] * 5, "suggest").group.tolist()
    assert group[0] == group[1] == group[3]
    assert len({group[0], group[2], group[4]}) == 3
    random = np.random.default_rng(0)
    has = np.ones((5, 1), dtype=np.bool_)
    for _ in range(20):
        fold = stratified_folds(has, np.array(group), 3, random)
        assert fold[0] == fold[1] == fold[3]


def test_a_copy_in_the_training_set_cannot_help() -> None:
    random = np.random.default_rng(9)
    examples, _ = coded(60, 9)
    copies = [f"{text} 。" for text in examples]
    codes = random.permutation(["a"] * 30 + ["b"] * 30).tolist()
    found = coding.suggest(examples + copies, codes + codes, "x", repeats=4).accuracy
    assert found is not None
    assert (found.examples, found.groups) == (120, 60)
    assert found.first.low <= found.first.base


def test_all_quotes_of_one_text_leave_the_accuracy_unknown() -> None:
    texts = ["信任信任信任信任" + "信" * place for place in range(1, 5)]
    found = coding.suggest(texts, ["a", "b"] * 2, "信任", min_examples=2)
    assert found.accuracy is None
    assert "suggest.note.no_accuracy" in [note.key for note in found.notes]
    assert len(found.segments[0].ranked) == 2


def test_segments_with_several_codes_count_for_each() -> None:
    examples, codes = coded(100, 4)
    double = [f"{a}，{b}" for a, b in zip(examples[::5], examples[1::5], strict=True)]
    lists = [[code] for code in codes] + [["trust", "cost"]] * 20
    found = coding.suggest(examples + double, lists, ["信任与成本：budget and trust"])
    assert {item.code for item in found.segments[0].ranked[:2]} == {"trust", "cost"}
    counts = {item.code: item.examples for item in found.codes}
    assert counts["trust"] == counts["cost"] == 40
    assert found.accuracy is not None
    assert found.accuracy.top.value > 0.9


def test_holding_out_is_fitting_without_the_fold() -> None:
    examples, codes = coded(40, 7)
    rows = CharacterFeatures.of(examples).rows
    has = np.array([[code == name for name in TOPICS] for code in codes])
    fold = np.arange(40) % 4
    found = held_out(fitted(rows, has), fold)
    kernel = products(rows, rows) + 1
    for number in range(4):
        out = fold == number
        loads = linalg.solve(
            kernel[np.ix_(~out, ~out)] + PENALTY * np.eye(30), has[~out].astype(float)
        )
        assert found[out] == pytest.approx(kernel[np.ix_(out, ~out)] @ loads, abs=1e-9)


def test_folds_spread_every_code() -> None:
    random = np.random.default_rng(1)
    has = random.random((103, 4)) < [0.1, 0.5, 0.2, 0.3]
    fold = stratified_folds(has, np.arange(103), 5, random)
    assert sorted(np.bincount(fold)) >= [15] * 5
    for code in has.T:
        counts = np.bincount(fold[code], minlength=5)
        assert counts.max() - counts.min() <= 2
    assert set(stratified_folds(has[:3], np.arange(3), 5, random)) == {0, 1, 2}


def test_wilson_interval_of_the_literature() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29
    for right, count, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson_interval(right, count, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_the_base_rate_is_that_of_the_most_frequent_code() -> None:
    examples, _ = coded(50, 1)
    codes = ["a"] * 30 + ["b"] * 20
    found = coding.suggest(examples, codes, "x").accuracy
    assert found is not None
    assert found.first.base == pytest.approx(0.6)
    assert found.top.base == 1.0
    assert found.base_macro_f1 == pytest.approx((2 * 30 / (50 + 30) + 0) / 2)
    assert [item.first.base for item in found.codes] == [1.0, 0.0]


def test_frames_show_all() -> None:
    examples, codes = coded(60, 1)
    found = coding.suggest(examples, codes, {"J1": "信任承诺", "J2": " "}, repeats=2)
    frame = found.to_frame()
    assert frame["segment"].tolist() == ["J1"] * 3
    assert frame["rank"].tolist() == [1, 2, 3]
    assert frame["reasons"][0].startswith("信任")
    table = found.accuracy_frame()
    assert table["code"].tolist() == ["pooled", *sorted(TOPICS)]
    assert (table["first low"] <= table["first"]).all()
    assert "suggest.note.unlike" in [note.key for note in found.notes]


def test_more_segments_than_a_block_give_the_same_as_one_by_one() -> None:
    examples, codes = coded(60, 1)
    segments, _ = coded(620, 8)
    whole = coding.suggest(examples, codes, segments, repeats=1).segments
    for place in (0, 499, 500, 619):
        alone = coding.suggest(examples, codes, segments[place], repeats=1).segments[0].ranked
        assert [item.code for item in alone] == [item.code for item in whole[place].ranked]
        assert [item.score for item in alone] == pytest.approx(
            [item.score for item in whole[place].ranked]
        )


def encoder(texts: Sequence[str]) -> list[list[float]]:
    """Stand for a sentence encoder: it knows the words of the codes in both languages."""
    return [_matches(text) for text in texts]


def _matches(text: str) -> list[float]:
    return [float(sum(word in text for word in words)) for words in TOPICS.values()]


def test_an_encoder_takes_the_place_of_characters() -> None:
    examples, codes = coded(60, 1)
    found = coding.suggest(examples, codes, ["licence", "成本"], encoder=encoder)
    best = [one.ranked[0] for one in found.segments]
    assert [item.code for item in best] == ["law", "cost"]
    assert best[0].reasons == ()
    assert len(best[0].like) == 2
    assert found.parameters["features"] == "encoder"
    assert "salton1988" not in found.references
    assert found.accuracy is not None
    assert found.accuracy.first.value == 1.0


def test_an_encoder_that_changes_its_width_is_refused() -> None:
    examples, codes = coded(20, 1, ["trust", "cost"])
    with pytest.raises(ArgumentError, match="encoder"):
        coding.suggest(
            examples, codes, "x", encoder=lambda texts: np.ones((len(texts), len(texts)))
        )
