"""Agreement and disagreements of a round: counted on its unit, before and after people talked."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_study import Coded, made_study, source_with_text
from consilience import coding
from consilience.analysis import (
    codings_that_stand,
    new_standing,
    numbered,
    replace_text,
    round_agreement,
    round_codings,
    round_disagreements,
    segment,
    units_of,
)
from consilience.analysis.coding_units import covered
from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study import (
    Actor,
    Code,
    Coding,
    Project,
    Record,
    Round,
    Session,
    Source,
    SourceVersion,
    Study,
    Suggestion,
    quote,
    standing_codings,
    study_of,
)
from consilience.study.edits import Text, release_round, resolve

SENTENCES = "Aaaa aaaa. Bbbb bbbb. Cccc cccc. Dddd dddd. Eeee eeee."


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Coded]:
    made = made_study(tmp_path)
    yield made
    assert made.store.audit() == ()
    made.store.close()


def double(
    marks: dict[str, list[tuple[int, int, str]]],
    *,
    unit: str = "sentence",
    state: str = "released",
    blind: bool = True,
) -> tuple[Study, Round]:
    """A released round on five sentences of ten characters, coded by some people."""
    source, version = source_with_text("J1", SENTENCES)
    codes = {name: Code(name=name) for name in ("x", "y")}
    actors = {name: Actor(code=name, name=name, role="coder") for name in marks}
    made = Round(
        code="R1",
        unit=unit,  # type: ignore[arg-type]  # tests name units
        source_ids=(source.id,),
        coder_ids=tuple(one.id for one in actors.values()),
        state=state,  # type: ignore[arg-type]
        blind=blind,
    )
    sessions = {
        name: Session(code=f"R1-{name}", actor_id=one.id, round_id=made.id)
        for name, one in actors.items()
    }
    codings = [
        Coding(
            version_id=version.id,
            start=start,
            end=end,
            code_id=codes[code].id,
            actor_id=actors[name].id,
            session_id=sessions[name].id,
        )
        for name, spans in marks.items()
        for start, end, code in spans
    ]
    project = Project(code="P", title="P")
    whole: list[Record] = [project, source, version, made, *codes.values(), *actors.values()]
    return study_of([*whole, *sessions.values(), *codings]), made


def test_units_are_sentences_turns_paragraphs_or_characters(coded: Coded) -> None:
    study = coded.study
    talk, text = study.source("J11"), study.versions[0]
    words = [text.text[start:end] for start, end in units_of(talk, text, "sentence")]
    assert words == [
        "问：为什么合作？",
        "张工：我们信任他们😀。",
        "合同很清楚。",
        "问：后来呢？",
        "张工：后来我们不信任他们了。",
    ]
    assert units_of(talk, text, "turn") == ((0, 8), (9, 26), (27, 33), (34, 48))
    assert units_of(talk, text, "character")[3] == (3, 4)
    pdf = dataclasses.replace(talk, file_name="a.PDF")
    wrapped = SourceVersion(source_id=talk.id, text="one two\nthree four\nfive six", sha256="")
    assert len(units_of(pdf, wrapped, "paragraph")) < len(units_of(talk, wrapped, "paragraph"))
    assert segment(study, talk, 3, "sentence") == (20, 26)
    for number in (0, 6):
        with pytest.raises(DataError, match=f"J11 has 5 such segments, got {number}"):
            segment(study, talk, number, "sentence")
    with pytest.raises(DataError, match="X have no text"):
        segment(study, Source(code="X", title="X", kind="internal"), 1, "sentence")


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(1, 20), st.integers(1, 8), st.integers(0, 3))
def test_every_coding_that_touches_a_unit_covers_one(
    start: int, length: int, size: int, gap: int
) -> None:
    units = [(place, place + size) for place in range(0, 60, size + gap)]
    found = covered(units, start, start + length)
    shares = {
        n: min(start + length, stop) - max(start, begin)
        for n, (begin, stop) in enumerate(units)
        if begin < start + length and stop > start
    }
    assert bool(found) == bool(shares)
    assert set(found) <= set(shares)
    for n, share in shares.items():
        if 2 * share >= min(length, size):
            assert n in found


def test_a_coding_between_two_units_covers_the_one_that_shares_most() -> None:
    units = [(0, 10), (14, 24)]
    assert covered(units, 8, 16) == range(1)
    assert covered(units, 9, 17) == range(1, 2)
    assert covered(units, 10, 14) == range(0)


def test_agreement_is_that_of_the_engine_on_the_units() -> None:
    study, made = double(
        {"A": [(0, 10, "x"), (11, 21, "x"), (22, 32, "y")], "B": [(1, 9, "x"), (22, 43, "y")]}
    )
    found = round_agreement(study, made, bootstraps=20)
    assert (found.units, found.codings, found.unit, found.resolved) == (5, 5, "sentence", False)
    assert found.uncoded == pytest.approx(1 / 5)
    presence = {
        "x": [[1, 1, 0, 0, 0], [1, 0, 0, 0, 0]],
        "y": [[0, 0, 1, 0, 0], [0, 0, 1, 1, 0]],
    }
    wanted = coding.code_agreement(presence, unit="sentence")
    assert found.table is not None
    assert found.coded is not None
    assert found.table.pooled.coefficients == wanted.pooled.coefficients
    assert found.table.coders == ("A", "B")
    short = {code: np.array(rows)[:, :4] for code, rows in presence.items()}
    assert found.coded.of("x").coefficients == coding.code_agreement(short).of("x").coefficients
    assert found.table.pooled.intervals
    assert found.exact.f1 == pytest.approx(0)
    assert found.overlapping.f1 == pytest.approx(2 * 1 / 5, abs=0.5)
    assert found.unitizing.version == "Krippendorff 2004"
    assert str(found.notes[0]).startswith("One table counts every sentence")
    alone = round_agreement(study, made, drawn="source", bootstraps=10)
    assert alone.table is not None
    assert alone.table.pooled.coefficients == wanted.pooled.coefficients
    assert not alone.table.pooled.intervals
    with pytest.raises(UnknownNameError, match="did you mean source"):
        round_agreement(study, made, drawn="sources")  # type: ignore[arg-type]  # a slip


def test_free_spans_have_no_table_but_span_measures() -> None:
    study, made = double({"A": [(0, 10, "x"), (5, 15, "x")], "B": [(0, 15, "x")]}, unit="span")
    found = round_agreement(study, made)
    assert (found.table, found.coded, found.notes) == (None, None, ())
    assert found.exact.f1 == 0
    assert found.unitizing.value == pytest.approx(1)  # overlapping spans of one coder are joined
    assert found.uncoded == pytest.approx(1 - 15 / len(SENTENCES))
    apart, again = double({"A": [(0, 10, "x"), (20, 30, "x")], "B": [(0, 10, "x")]}, unit="span")
    spans = round_codings(apart, again).spans(joined=True)
    assert spans["start"] == [0, 20, 0]


def test_what_is_undefined_says_why() -> None:
    study, made = double({"A": [(0, len(SENTENCES), "x")], "B": [(0, len(SENTENCES), "x")]})
    found = round_agreement(study, made, bootstraps=0)
    assert found.table is not None
    assert math.isnan(found.table.pooled.coefficients["cohen_kappa"])
    assert found.table.pooled.undefined["krippendorff_alpha"] == "no variation"


def test_an_open_blind_round_shows_nothing_and_an_empty_one_has_nothing() -> None:
    marks = {"A": [(0, 10, "x")], "B": [(0, 10, "x")]}
    study, made = double(marks, state="open")
    for look in (round_codings, round_agreement, round_disagreements):
        with pytest.raises(StudyError, match="R1 is still open"):
            look(study, made)
    seen, shown = double(marks, state="open", blind=False)
    assert round_disagreements(seen, shown) == ()
    empty, bare = double({"A": [], "B": []})
    with pytest.raises(DataError, match="Nobody coded anything in the round R1"):
        round_agreement(empty, bare)


def test_disagreements_are_of_three_kinds() -> None:
    study, made = double(
        {
            "A": [(0, 10, "x"), (11, 21, "x"), (22, 32, "x"), (44, 54, "x"), (44, 54, "y")],
            "B": [(0, 21, "x"), (24, 32, "y"), (44, 54, "y")],
        }
    )
    found = round_disagreements(study, made, context=4)
    assert [(one.number, one.kind, one.start, one.end) for one in found] == [
        (1, "other code", 22, 32),
        (2, "missed", 44, 54),
    ]
    other, missed = found
    assert (other.before, other.text, other.after) == ("bb. ", "Cccc cccc.", " Ddd")
    assert [(one.coder, one.code) for one in other.quotes] == [("A", ("x",)), ("B", ("y",))]
    assert (other.without, missed.without) == ((), ("B",))
    assert not other.resolved
    apart, again = double({"A": [(0, 10, "x")], "B": [(0, 21, "x")]})
    assert [one.kind for one in round_disagreements(apart, again)] == ["boundary"]
    close, same = double({"A": [(0, 10, "x")], "B": [(2, 9, "x")]})
    assert round_disagreements(close, same) == ()
    free, spans = double({"A": [(0, 10, "x")], "B": [(2, 9, "x")]}, unit="span")
    assert [one.kind for one in round_disagreements(free, spans)] == ["boundary"]


def test_three_coders_and_codings_on_blanks() -> None:
    study, made = double({"A": [(0, 10, "x")], "B": [(0, 10, "x")], "C": [(10, 11, "y")]})
    (one,) = round_disagreements(study, made)
    assert (one.kind, one.without) == ("missed", ("C",))
    assert round_agreement(study, made, bootstraps=0).table is not None


_SPANS = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20), st.sampled_from("xy")), max_size=4
)


@settings(deadline=None, max_examples=40)  # each measures several coefficients
@given(_SPANS, _SPANS, st.sampled_from(["sentence", "character"]))
def test_no_disagreement_is_listed_exactly_where_agreement_is_perfect(
    one: list[tuple[int, int, str]], two: list[tuple[int, int, str]], unit: str
) -> None:
    marks = {
        name: [
            (start, min(start + size, len(SENTENCES)), code)
            for start, size, code in dict.fromkeys(spans)
        ]
        for name, spans in (("A", one), ("B", two))
    }
    study, made = double(
        {name: list(dict.fromkeys(spans)) for name, spans in marks.items()}, unit=unit
    )
    if not any(marks.values()):
        return
    found = round_agreement(study, made, bootstraps=0)
    assert found.table is not None
    perfect = found.table.pooled.coefficients["percent_agreement"] == 1
    assert perfect == (round_disagreements(study, made) == ())


def test_a_mark_that_touches_no_unit_leaves_no_coded_units() -> None:
    study, made = double({"A": [], "B": [(10, 11, "x")]}, unit="sentence")
    found = round_agreement(study, made, bootstraps=0)
    assert found.table is not None
    assert found.coded is None


def _released(coded: Coded) -> Round:
    coded.open_round()
    coded.coding("J11", "合同很清楚。", "contract", "A")
    coded.coding("J11", "合同很清楚。", "trust", "B")
    coded.coding("J12", "Trust came later.", "trust", "A")
    coded.coding("J12", "The contract was long.", "contract", "A")
    coded.coding("J12", "The contract was long.", "contract", "B")
    coded.store.make(release_round(coded.study, coded.study.round("R1")))
    return coded.study.round("R1")


def test_after_resolutions_the_coders_agree_on_what_stands(coded: Coded) -> None:
    made = _released(coded)
    before = round_agreement(coded.study, made, drawn="source", bootstraps=10)
    assert before.table is not None
    assert before.table.pooled.intervals
    other, missed = round_disagreements(coded.study, made)
    assert (other.kind, missed.kind, missed.source) == ("other code", "missed", "J12")
    study = coded.study
    kept = codings_that_stand(study, other, ["A"])
    assert [study.code_of(one.code_id) for one in kept] == [kept[0].code_id]
    compared = tuple(one for one in study.codings if one.id in {q.id for q in other.quotes})
    coded.store.make(resolve(study, made, compared, kept, "It is about terms"))
    lone = tuple(one for one in coded.study.codings if one.id == missed.quotes[0].id)
    new = new_standing(coded.study, missed, (29, 34), coded.code("trust").id, None)
    coded.store.make(resolve(coded.study, made, lone, [new], "Only the word"))
    study = coded.study
    after = round_agreement(study, made, resolved=True, bootstraps=0)
    assert after.table is not None
    assert before.table.pooled.coefficients["percent_agreement"] < 1
    assert after.table.pooled.coefficients["percent_agreement"] == 1
    assert after.resolved
    done = round_disagreements(study, made)
    assert [one.reason for one in done] == ["It is about terms", "Only the word"]
    assert [one.standing for one in done] == [(kept[0].id,), (new.id,)]
    assert {one.id for one in standing_codings(study)} >= {kept[0].id, new.id}
    assert other.quotes[1].id not in {one.id for one in standing_codings(study)}
    assert round_agreement(study, made, bootstraps=0).table is not None


def test_what_stands_is_named_by_coder_or_id(coded: Coded) -> None:
    made = _released(coded)
    found = round_disagreements(coded.study, made)
    other = numbered(found, 1, made)
    by_id = codings_that_stand(coded.study, other, [other.quotes[1].id[:8]])
    assert [one.id for one in by_id] == [other.quotes[1].id]
    assert len(codings_that_stand(coded.study, other, ["A", "B"])) == 2
    for name in ("C", other.quotes[0].id[:3]):
        with pytest.raises(DataError, match="have no coding at this place"):
            codings_that_stand(coded.study, other, [name])
    for number in (0, 3):
        with pytest.raises(DataError, match=f"has 2 disagreements, got {number}"):
            numbered(found, number, made)


def test_codings_of_an_old_text_are_not_compared(coded: Coded) -> None:
    made = _released(coded)
    text = Text(text="All is new.", file_name="n.txt", sha256="n")
    coded.store.make(replace_text(coded.study, coded.study.source("J12"), text).edit)
    found = round_codings(coded.study, made)
    assert len(found.given) == 2
    assert [one.source for one in round_disagreements(coded.study, made)] == ["J11"]


def test_a_corrected_text_takes_its_codings_along(coded: Coded) -> None:
    kept = coded.coding("J12", "Trust came later.", "trust", "A")
    lost = coded.coding("J12", "The contract was long.", "contract", "A")
    study = coded.study
    proposal = Suggestion(
        version_id=kept.version_id,
        start=kept.start,
        end=kept.end,
        code_id=kept.code_id,
        score=1.0,
        model="m",
    )
    coded.store.add("suggest", [proposal])
    words = "Before all: at first nobody shared data. Trust came later.\n\nThen we met often."
    new = replace_text(coded.study, study.source("J12"), Text(text=words, sha256="n"), "shorter")
    assert new.anchors[0].how in {"moved", "unchanged"}
    coded.store.make(new.edit)
    after = coded.study
    by_id = {one.id: one for one in after.codings}
    assert quote(after, by_id[kept.id]) == "Trust came later."
    assert by_id[lost.id] == lost
    assert after.suggestions[0].start == by_id[kept.id].start
    bare = Source(code="X", title="X", kind="internal")
    with pytest.raises(DataError, match="X have no text"):
        replace_text(after, bare, Text(text="x"))
    coded.store.undo()
    assert len(coded.study.versions) == 2
