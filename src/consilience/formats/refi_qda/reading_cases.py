"""Cases with their attributes, sources and passages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.formats.markup import Element, attribute, child, children, words
from consilience.formats.refi_qda.blocks import without_block
from consilience.formats.refi_qda.identity import made_id, unique
from consilience.formats.refi_qda.markup import targets
from consilience.formats.refi_qda.values import value_of, variable_names
from consilience.study import Case, Memo

if TYPE_CHECKING:
    from consilience.formats.refi_qda.reading_state import State


def read_cases(root: Element, state: State) -> None:
    """Read every case, and link it to its sources and passages."""
    names = variable_names(root)
    state.ledger.counts["variable"] = len(names)
    for number, element in enumerate(children(child(root, "Cases"), "Case"), start=1):
        _read_case(element, number, names, state)


def _read_case(element: Element, number: int, names: dict[str, str], state: State) -> None:
    sources = [state.ids.of("source", one) for one in targets(element, "SourceRef")]
    said, fields = without_block(words(element, "Description"))
    place = f"Cases/Case[{attribute(element, 'name').strip() or number}]"
    name = attribute(element, "name").strip()
    if not name:
        titled = [state.sources[one].title for one in sources if one]
        name = titled[0] if len(titled) == 1 else f"Case {number}"
        state.ledger.remark("changed", "name_missing", place, name=name)
    identifier = state.ids.new("case", attribute(element, "guid"), place)
    state.cases[identifier] = Case(
        id=identifier,
        code=state.unique("case", str(fields.get("code", "")).strip() or name, place),
        name=name,
        attributes=_attributes(element, names),
        sampling_reason=str(fields.get("sampling_reason", "")),
    )
    if fields.get("parent"):
        state.unresolved[identifier] = {"parent": str(fields["parent"])}
    for source in sources:
        if source is None:
            state.ledger.remark("not held", "source_unknown", place)
            continue
        known = state.sources[source]
        ids = tuple(dict.fromkeys((*known.case_ids, identifier)))
        state.sources[source] = replace(known, case_ids=ids)
    _link_passages(element, identifier, place, state)
    _keep_description(element, said, identifier, state)


def _attributes(element: Element, names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for guid, value in map(value_of, children(element, "VariableValue")):
        found[unique(names.get(guid, guid), found)] = value
    return tuple(sorted(found.items()))


def _link_passages(element: Element, case: str, place: str, state: State) -> None:
    for target in targets(element, "SelectionRef"):
        source, codings = state.selections.get(target, ("", []))
        if not source:
            state.ledger.remark("not held", "selection_unknown", place)
        for one in codings:
            coding = state.codings[one]
            if coding.case_id is None:
                state.codings[one] = replace(coding, case_id=case)
            else:
                _copy_for(case, one, place, state)


def _copy_for(case: str, coding: str, place: str, state: State) -> None:
    """Code a passage a second time, for a further case that it speaks of."""
    made = made_id("coding", coding, case)
    state.codings[made] = replace(state.codings[coding], id=made, case_id=case)
    if coding in state.unresolved:
        state.unresolved[made] = state.unresolved[coding]
    state.ledger.remark("changed", "further_case", place)


def _keep_description(element: Element, said: str, case: str, state: State) -> None:
    """Keep what is said of a case, and the codes that it stands under, in a memo of the case."""
    codes = [found for one in targets(element, "CodeRef") if (found := state.ids.of("code", one))]
    names = ", ".join(state.codes[one].name for one in codes)
    text = "\n\n".join(part for part in (said, names) if part)
    if text:
        title = state.title("case", state.cases[case].name)
        anchors = (case, *codes)
        memo = Memo(
            id=made_id("case memo", case), title=title, text=text, kind="case", anchor_ids=anchors
        )
        state.add_memo(memo)
