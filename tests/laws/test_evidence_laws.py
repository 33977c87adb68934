"""Laws of evidence: counts equal the quotes behind them, names and orders change nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience import coding

ROWS, COLUMNS, SOURCES = ("C1", "C2", "C3"), ("trust", "law"), ("J1", "J2", "D1", "D2")
ENTRY = st.tuples(
    st.integers(0, 15),
    st.sampled_from(ROWS),
    st.sampled_from(COLUMNS),
    st.sampled_from(SOURCES),
    st.sampled_from(("", "for", "against")),
    st.sampled_from((1, 2, 3, None)),
    st.booleans(),
)
ENTRIES = st.lists(ENTRY, min_size=1, max_size=30)
NAMES = ["coding", "row", "column", "source", "direction", "importance", "exemplar"]
OF = st.fixed_dictionaries({row: st.lists(st.sampled_from(SOURCES)) for row in ROWS})


def table(entries: list[Any]) -> pd.DataFrame:
    """Return codings that stand in one source each and say one thing each."""
    found: dict[int, tuple[Any, ...]] = {}
    rows = []
    for number, row, column, *said in entries:
        own = found.setdefault(number, tuple(said))
        rows.append((f"q{number}", row, column, *own))
    return pd.DataFrame(rows, columns=NAMES).astype({"importance": object})


def matrix(data: pd.DataFrame, of: Any = None) -> coding.CrossMatrix:
    return coding.cross_matrix(data, ROWS, COLUMNS, row_sources=of)


@given(entries=ENTRIES, of=OF)
@settings(deadline=None)
def test_counts_equal_the_quotes_behind_them(entries: list[Any], of: Any) -> None:
    data = table(entries)
    found = matrix(data, of)
    for row in ROWS:
        for column in COLUMNS:
            cell = found.cell(row, column)
            inside = data[(data["row"] == row) & (data["column"] == column)]
            assert set(cell.codings) == set(inside["coding"])
            assert cell.count == len(set(cell.codings)) == len(cell.codings)
            assert cell.sources == inside["source"].nunique()
            silent = "not mentioned" if of[row] else "no source"
            assert (cell.state == silent) == (cell.count == 0)
            assert 0 <= cell.against <= cell.count


@given(entries=ENTRIES, random=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_order_of_rows_and_of_codings_changes_no_count(entries: list[Any], random: Any) -> None:
    data = table(entries)
    mixed = data.iloc[random.sample(range(len(data)), len(data))]
    rows = random.sample(ROWS, len(ROWS))
    other = coding.cross_matrix(mixed, rows, COLUMNS)
    assert other.to_frame().loc[list(ROWS)].equals(matrix(data).to_frame())
    assert other.state_frame().loc[list(ROWS)].equals(matrix(data).state_frame())


@given(entries=ENTRIES, names=st.permutations(["z", "1", "信任"]))
@settings(deadline=None)
def test_other_names_give_the_same_matrix(entries: list[Any], names: list[str]) -> None:
    data = table(entries)
    renamed = dict(zip(ROWS, names, strict=True))
    other = coding.cross_matrix(data.assign(row=data["row"].map(renamed)), names, COLUMNS)
    assert other.counts.tolist() == matrix(data).counts.tolist()
    assert other.codings == matrix(data).codings


@given(entries=ENTRIES, quotes=st.integers(1, 5))
@settings(deadline=None)
def test_more_quotes_begin_with_the_fewer(entries: list[Any], quotes: int) -> None:
    data = table(entries).assign(code=lambda found: found["column"])
    fewer = coding.evidence_table(data, COLUMNS, quotes=quotes)
    more = coding.evidence_table(data, COLUMNS, quotes=quotes + 1)
    for one, two in zip(fewer.rows, more.rows, strict=True):
        assert two.quotes[: len(one.quotes)] == one.quotes
        assert set(one.quotes) <= set(one.codings) == set(two.codings)
        assert len(one.quotes) == min(quotes, len(one.codings))


TREES = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(("concept", "theme", "dimension"))),
                 min_size=1, max_size=9)  # fmt: skip


@given(drawn=TREES)
@settings(deadline=None)
def test_every_code_stands_once_whatever_the_tree(drawn: list[tuple[int, str]]) -> None:
    names = [f"k{place}" for place in range(len(drawn))]
    # a code lies under one that was drawn before it, or under none
    parents = [names[above] if above < place else "" for place, (above, _) in enumerate(drawn)]
    found = coding.data_structure(
        {"code": names, "kind": [kind for _, kind in drawn], "parent": parents}
    )
    shown = [code for node in found.nodes for code in (node.code, *node.parts)]
    assert sorted(shown) == names
    order = {node.code: place for place, node in enumerate(found.nodes)}
    assert all(order[node.under] < order[node.code] for node in found.nodes if node.under)


EDGES = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), min_size=1,
                 max_size=12)  # fmt: skip


@given(edges=EDGES)
@settings(deadline=None)
def test_a_model_without_its_feedback_leads_onwards(edges: list[tuple[str, str]]) -> None:
    relations = pd.DataFrame(edges, columns=["from", "to"])
    found = coding.code_model(relations)
    layer = {node.code: node.layer for node in found.nodes}
    assert [(edge.start, edge.end) for edge in found.edges] == edges
    assert set(layer) == {end for edge in edges for end in edge}
    for place, (start, end) in enumerate(edges):
        if place not in found.feedback:
            assert layer[start] < layer[end]


@given(edges=EDGES)
@settings(deadline=None)
def test_every_relation_stands_in_a_chain_that_follows_relations(
    edges: list[tuple[str, str]],
) -> None:
    found = coding.process_chains(pd.DataFrame(edges, columns=["from", "to"]))
    known = set(edges)
    for chain in found.chains:
        assert all(pair in known for pair in zip(chain.codes, chain.codes[1:], strict=False))
    assert {code for chain in found.chains for code in chain.codes} == {
        end for edge in edges for end in edge
    }
