"""The codebook as people change it: each operation is one event that undo takes back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from coded_study import Coded, made_study
from consilience.errors import DataError, StudyError, UnknownNameError
from consilience.study import (
    Change,
    Code,
    CodeLink,
    Incident,
    Memo,
    Rating,
    Stage,
    Variable,
    code_history,
    codes_below,
    remove,
    study_of,
)
from consilience.study.edits import (
    CodeLine,
    Edit,
    add_code,
    change_code,
    codebook_lines,
    find_code,
    full_name,
    kind_below,
    link_codes,
    load_codebook,
    merge_codes,
    move_code,
    outline_lines,
    remove_code,
    split_code,
    toml_lines,
    unlink_codes,
)


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Coded]:
    made = made_study(tmp_path)
    yield made
    assert made.store.audit() == ()
    made.store.close()


def _undone(coded: Coded, edit: Edit) -> None:
    """Make an edit as one event and show that undo and redo lead back and forth."""
    before, number = coded.study, len(coded.store.events())
    event = coded.store.make(edit, "A")
    assert event is not None
    assert (event.number, event.actor) == (number + 1, "A")
    assert event.operation == edit.sentence("en")
    after = coded.study
    coded.store.undo()
    assert coded.study == before
    coded.store.redo()
    assert coded.study == after


def _names(coded: Coded, parent: str) -> list[str]:
    above = coded.code(parent).id
    return [one.name for one in coded.study.codes if one.parent_id == above]


def test_a_code_is_found_by_name_path_chinese_name_and_id(coded: Coded) -> None:
    study, trust = coded.study, coded.code("trust")
    named = ["trust", "信任", "relational/trust", "governance / relational / 信任", trust.id]
    assert {find_code(study, name) for name in named} == {trust}
    assert full_name(study, trust) == "governance/relational/trust"
    for name in ("trusts", "formal/trust", "x/governance/relational/trust", ""):
        with pytest.raises(UnknownNameError):
            find_code(study, name)
    twin = Code(name="trust", parent_id=coded.code("formal").id)
    coded.store.add("twin", [twin])
    with pytest.raises(DataError, match="governance/formal/trust") as error:
        find_code(coded.study, "trust")
    assert "governance/relational/trust" in error.value.sentence("zh")
    assert find_code(coded.study, "formal/trust") == twin


def test_a_name_may_contain_the_separator(coded: Coded) -> None:
    coded.store.add("add", [Code(name="and/or")])
    assert find_code(coded.study, "and/or").name == "and/or"


def test_a_code_is_added_last_and_names_are_unique_under_a_parent_only(coded: Coded) -> None:
    relational = coded.code("relational")
    edit = add_code(coded.study, Code(name="respect", parent_id=relational.id))
    _undone(coded, edit)
    assert edit.sentence() == "add the code governance/relational/respect"
    assert edit.sentence("zh") == "新增编码 governance/relational/respect"
    assert _names(coded, "relational") == ["trust", "respect"]
    same = Code(name="trust", parent_id=relational.id)
    with pytest.raises(DataError, match="relational/trust is there already"):
        add_code(coded.study, same)
    assert add_code(coded.study, Code(name="trust")).changes
    above = (None, coded.code("governance"), relational, coded.code("trust"))
    assert [kind_below(one) for one in above] == ["concept", "theme", "concept", "concept"]


def test_renaming_and_describing(coded: Coded) -> None:
    trust = coded.code("trust")
    renamed = change_code(coded.study, dataclasses.replace(trust, name="reliance"))
    assert renamed.sentence() == "rename the code governance/relational/trust to reliance"
    _undone(coded, renamed)
    place = dataclasses.replace(coded.code("reliance"), definition="To rely.", parent_id=None)
    described = change_code(coded.study, place)
    assert described.key == "change_code"
    _undone(coded, described)
    assert coded.code("reliance").parent_id == trust.parent_id  # a change does not move it
    formal = dataclasses.replace(coded.code("formal"), name="relational")
    with pytest.raises(DataError, match="unique under the same parent"):
        change_code(coded.study, formal)
    assert coded.store.make(change_code(coded.study, coded.code("formal"))) is None


def test_moving_and_ordering(coded: Coded) -> None:
    study, trust = coded.study, coded.code("trust")
    formal, relational = coded.code("formal"), coded.code("relational")
    _undone(coded, move_code(study, trust, formal, 1))
    assert _names(coded, "formal") == ["trust", "contract"]
    ordered = move_code(coded.study, coded.code("trust"), formal)
    assert ordered.key == "order_code"
    _undone(coded, ordered)
    assert _names(coded, "formal") == ["contract", "trust"]
    with pytest.raises(DataError, match="would lie within itself"):
        move_code(coded.study, coded.code("governance"), relational)
    to_top = move_code(coded.study, coded.code("trust"), None)
    assert to_top.sentence("zh") == "把编码 governance/formal/trust 移到 / 之下"
    coded.store.make(to_top)
    coded.store.make(add_code(coded.study, Code(name="trust", parent_id=relational.id)))
    top = next(one for one in coded.study.codes if one.name == "trust" and not one.parent_id)
    with pytest.raises(DataError, match="relational/trust is there already"):
        move_code(coded.study, top, relational)


def test_removing_only_what_nothing_uses(coded: Coded) -> None:
    coded.coding("J11", "合同", "contract", "A")
    for name in ("formal", "contract"):
        with pytest.raises(StudyError, match="move or merge them first"):
            remove_code(coded.study, coded.code(name))
    link = CodeLink(from_id=coded.code("trust").id, to_id=coded.code("formal").id)
    coded.store.make(link_codes(coded.study, link))
    _undone(coded, remove_code(coded.study, coded.code("trust")))
    assert coded.study.links == ()
    round_ = coded.open_round()
    coded.store.make(add_code(coded.study, Code(name="new")))
    with pytest.raises(StudyError, match="Coders of the round R1 work with new"):
        remove_code(coded.study, coded.code("new"))
    limited = dataclasses.replace(round_, code_ids=(coded.code("contract").id,))
    coded.store.put("limit", [limited])
    assert remove_code(coded.study, coded.code("new")).changes


def test_links_and_relations(coded: Coded) -> None:
    study = coded.study
    trust, formal, relational = (coded.code(one) for one in ("trust", "formal", "relational"))
    second = link_codes(study, CodeLink(from_id=trust.id, to_id=formal.id))
    _undone(coded, second)
    assert trust.id in codes_below(coded.study, formal.id)
    again = link_codes(coded.study, CodeLink(from_id=trust.id, to_id=formal.id))
    assert again.changes == ()
    for member in (
        CodeLink(from_id=formal.id, to_id=trust.id),
        CodeLink(from_id=trust.id, to_id=trust.id),
    ):
        with pytest.raises(DataError, match="would lie within itself"):
            link_codes(coded.study, member)
    stage = Stage(code="S1", name="Growth")
    coded.store.add("stage", [stage])
    with pytest.raises(DataError, match="needs a label"):
        link_codes(coded.study, CodeLink(from_id=trust.id, to_id=formal.id, kind="relation"))
    relation = CodeLink(
        from_id=formal.id, to_id=trust.id, kind="relation", label="leads to", stage_id=stage.id
    )
    edit = link_codes(coded.study, relation)
    assert edit.sentence().endswith("to governance/relational/trust: leads to")
    _undone(coded, edit)
    with pytest.raises(StudyError, match="no such link"):
        unlink_codes(coded.study, trust, relational)
    with pytest.raises(StudyError, match="no such link"):
        unlink_codes(coded.study, formal, trust, "hinders")
    _undone(coded, unlink_codes(coded.study, formal, trust, "leads to"))
    _undone(coded, unlink_codes(coded.study, trust, formal))
    assert coded.study.links == ()


def _with_followers(coded: Coded) -> dict[str, str]:
    """Give trust and contract codings, of which two become the same, and records that refer."""
    one = coded.coding("J11", "信任他们😀", "trust", "A")
    same = coded.coding("J11", "信任他们😀", "contract", "A")
    other = coded.coding("J11", "合同很清楚", "contract", "A")
    theirs = coded.coding("J11", "信任他们😀", "contract", "B")
    trust, contract = coded.code("trust"), coded.code("contract")
    case, variable = coded.study.case("C01"), Variable(code="TR")
    rating = Rating(
        case_id=case.id, variable_id=variable.id, anchor_id=same.id, evidence_ids=(one.id, same.id)
    )
    memo = Memo(title="M", text="On both", anchor_ids=(trust.id, contract.id, same.id))
    incident = Incident(code="I1", title="Signed", date="2020", coding_id=same.id)
    links = [
        CodeLink(from_id=contract.id, to_id=trust.id),
        CodeLink(from_id=contract.id, to_id=coded.code("relational").id),
        CodeLink(from_id=trust.id, to_id=coded.code("formal").id),
        CodeLink(from_id=contract.id, to_id=coded.code("formal").id, kind="relation", label="x"),
    ]
    below = Code(name="clause", parent_id=contract.id, position=1)
    described = dataclasses.replace(contract, definition="Written terms")
    coded.store.add("refer", [variable, rating, memo, incident, *links, below])
    coded.store.put("describe", [described])
    return {"one": one.id, "same": same.id, "other": other.id, "theirs": theirs.id}


def test_a_merge_moves_codings_unites_equal_ones_and_everything_follows(coded: Coded) -> None:
    ids = _with_followers(coded)
    trust, contract = coded.code("trust"), coded.code("contract")
    edit = merge_codes(coded.study, [contract], trust)
    assert edit.sentence() == (
        "merge the codes governance/formal/contract into governance/relational/trust"
    )
    _undone(coded, edit)
    study = coded.study
    assert contract.id not in study.by_id
    assert {one.id for one in study.codings} == {ids["one"], ids["other"], ids["theirs"]}
    assert {one.code_id for one in study.codings} == {trust.id}
    (rating,), (memo,), (incident,) = study.ratings, study.memos, study.incidents
    assert (rating.anchor_id, rating.evidence_ids) == (ids["one"], (ids["one"],))
    assert memo.anchor_ids == (trust.id, ids["one"])
    assert incident.coding_id == ids["one"]
    assert {(one.from_id, one.kind) for one in study.links} == {
        (trust.id, "member"),
        (trust.id, "relation"),
    }
    assert len(study.links) == 3  # a link of the code to itself is gone
    assert coded.code("clause").parent_id == trust.id
    assert coded.code("trust").definition == "Written terms"
    assert coded.code("trust").name_zh == "信任"  # what it had stays


def test_what_cannot_be_merged(coded: Coded) -> None:
    study, trust, relational = coded.study, coded.code("trust"), coded.code("relational")
    with pytest.raises(StudyError, match="at least one code"):
        merge_codes(study, [], trust)
    with pytest.raises(DataError, match="trust cannot be merged with itself"):
        merge_codes(study, [trust], trust)
    with pytest.raises(DataError, match="within itself"):
        merge_codes(study, [relational], trust)
    twins = [Code(name="twin", parent_id=one.id) for one in (relational, coded.code("formal"))]
    coded.store.add("twins", twins)
    with pytest.raises(DataError, match="codes"):
        coded.store.make(merge_codes(coded.study, [coded.code("formal")], relational))


def test_a_split_gives_chosen_codings_to_a_new_code(coded: Coded) -> None:
    ids = _with_followers(coded)
    study = coded.study
    by_id = {one.id: one for one in study.codings}
    new = Code(name="clarity", parent_id=coded.code("formal").id)
    edit = split_code(study, [by_id[ids["other"]]], new)
    assert edit.sentence() == (
        "split the code governance/formal/clarity off governance/formal/contract"
    )
    _undone(coded, edit)
    assert {one.id for one in coded.study.codings if one.code_id == new.id} == {ids["other"]}
    with pytest.raises(DataError, match="got 2 codes"):
        split_code(study, [by_id[ids["one"]], by_id[ids["same"]]], new)
    with pytest.raises(DataError, match="got 0 codes"):
        split_code(study, [], new)


OUTLINE = """
Some words above.

# Governance
Prose is no code.
## Relational: what partners feel
- trust：相信对方
- respect
## Formal
1. contract: written terms
"""


def test_an_outline_gives_levels_and_definitions() -> None:
    lines = outline_lines(OUTLINE)
    assert [(line.path[-1], line.fields["kind"], line.line) for line in lines] == [
        ("Governance", "dimension", 4),
        ("Relational", "theme", 6),
        ("trust", "concept", 7),
        ("respect", "concept", 8),
        ("Formal", "theme", 9),
        ("contract", "concept", 10),
    ]
    assert lines[2].fields["definition"] == "相信对方"
    nested = outline_lines("- a\n  - b: c\n    - d\n      - e\n- f")
    assert [line.path for line in nested] == [
        ("a",),
        ("a", "b"),
        ("a", "b", "d"),
        ("a", "b", "d", "e"),
        ("f",),
    ]
    assert nested[0].fields == {}  # deeper than three levels: no kinds
    with pytest.raises(DataError, match="no code"):
        outline_lines("only prose")


def test_toml_entries() -> None:
    text = '[[code]]\nname = "trust"\nparent = "g / r"\nkind = "concept"\ncolour = "#112233"'
    (line,) = toml_lines(text)
    assert line == CodeLine(
        path=("g", "r", "trust"), fields={"kind": "concept", "colour": "#112233"}, line=1
    )
    for wrong, words in (
        ("[[code", "no TOML"),
        ("code = 1", "no TOML"),
        ("code = [1]", "no TOML"),
        ("[[code]]\nnote = 1\nname = 'a'", "fields that a code does not have: note"),
        ("[[code]]\nparent = 'a'", "no name"),
        ("title = 1", "no code"),
    ):
        with pytest.raises(DataError, match=words):
            toml_lines(wrong)


def test_tables_with_names_or_levels_in_both_languages() -> None:
    rows = [("trust", "Relational", "To rely"), ("", "", "")]
    with pytest.raises(DataError, match="Entry 3 has no name"):
        codebook_lines(("Name", "Parent", "Definition"), rows)
    (line,) = codebook_lines(("名称", "上级", "定义"), rows[:1], [7])
    assert line == CodeLine(path=("Relational", "trust"), fields={"definition": "To rely"}, line=7)
    columns = ("二阶主题", "一阶概念", "说明", "备注")
    cells = [
        ("关系治理", "信任", "依靠对方", "x"),
        ("", "承诺", None, ""),
        ("", "", "", ""),
        ("正式治理", "", "书面", ""),
    ]
    lines = codebook_lines(columns, cells)
    assert [(one.path, one.fields["kind"]) for one in lines] == [
        (("关系治理",), "theme"),
        (("关系治理", "信任"), "concept"),
        (("关系治理",), "theme"),
        (("关系治理", "承诺"), "concept"),
        (("正式治理",), "theme"),
    ]
    assert lines[-1].fields["definition"] == "书面"
    with pytest.raises(DataError, match="needs a column name"):
        codebook_lines(("a", "b"), [])
    with pytest.raises(DataError, match="both give name"):
        codebook_lines(("name", "名称"), [])
    with pytest.raises(DataError, match="no code"):
        codebook_lines(("theme",), [("",)])


def test_loading_adds_and_describes_and_twice_changes_nothing(coded: Coded) -> None:
    text = OUTLINE.replace("Governance", "governance").replace("Relational", "relational")
    edit = load_codebook(coded.study, outline_lines(text), "book.md", "2026-01-01T00:00:00+00:00")
    assert edit.sentence("zh") == "从 book.md 载入 5 个编码"
    _undone(coded, edit)
    assert coded.code("respect").created_at == "2026-01-01T00:00:00+00:00"
    assert coded.code("trust").definition == "相信对方"
    assert coded.code("trust").name_zh == "信任"
    assert load_codebook(coded.study, outline_lines(text), "book.md").changes == ()
    lines = [CodeLine(path=("new", "below", "deep")), CodeLine(path=("governance", "x"))]
    coded.store.make(load_codebook(coded.study, lines, "b"))
    kinds = {name: coded.code(name).kind for name in ("new", "below", "deep", "x")}
    assert kinds == {"new": "concept", "below": "concept", "deep": "concept", "x": "theme"}
    with pytest.raises(UnknownNameError, match="kind"):
        load_codebook(coded.study, [CodeLine(path=("a",), fields={"kind": "leaf"})], "b")


def test_the_history_of_a_code_tells_who_when_what(coded: Coded) -> None:
    trust = coded.code("trust")
    first = coded.coding("J11", "信任他们😀", "trust", "A")
    coded.store.make(change_code(coded.study, dataclasses.replace(trust, name="reliance")), "B")
    link = CodeLink(from_id=coded.code("formal").id, to_id=trust.id, kind="relation", label="y")
    coded.store.make(link_codes(coded.study, link), "B")
    coded.store.make(move_code(coded.study, coded.code("reliance"), coded.code("formal")), "A")
    coded.store.record("gone", remove(coded.study, [first]), "A")
    coded.store.make(change_code(coded.study, coded.code("formal")), "A")
    events = code_history(coded.store, trust.id)
    assert [(one.actor, one.codings_added, one.links, one.codings_removed) for one in events] == [
        ("", 0, 0, 0),
        ("A", 1, 0, 0),
        ("B", 0, 0, 0),
        ("B", 0, 1, 0),
        ("A", 0, 0, 0),
        ("A", 0, 0, 1),
    ]
    born = {one.field: one.after for one in events[0].fields}
    assert (born["name"], born["parent_id"]) == ("trust", "relational")
    renamed = events[2].fields[0]
    assert (renamed.field, renamed.before, renamed.after) == ("name", "trust", "reliance")
    moved = {one.field: (one.before, one.after) for one in events[4].fields}
    assert moved["parent_id"] == ("relational", "formal")
    assert events[2].operation == "rename the code governance/relational/trust to reliance"


def test_an_edit_without_changes_writes_no_event(coded: Coded) -> None:
    assert coded.store.make(Edit(key="put_actor", changes=())) is None
    study = study_of(coded.study.records())
    assert all(isinstance(one, Change) for one in add_code(study, Code(name="z")).changes)
