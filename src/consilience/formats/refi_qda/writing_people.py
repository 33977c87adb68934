"""Users, variables and cases of a project, and what is said of the whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from consilience.formats.refi_qda.blocks import with_block
from consilience.formats.refi_qda.identity import made_id
from consilience.formats.refi_qda.writing_state import add, add_notes

if TYPE_CHECKING:
    from consilience.formats.markup import Element
    from consilience.formats.refi_qda.writing_state import Draft
    from consilience.study import Case


def write_users(root: Element, draft: Draft) -> None:
    """Write the people."""
    if draft.study.actors:
        users = add(root, "Users")
        for actor in draft.study.actors:
            place = f"Users/{actor.code}"
            add(
                users,
                "User",
                "",
                {
                    "guid": actor.id,
                    "name": draft.said(actor.name, place),
                    "id": draft.said(actor.code, place),
                },
            )
    draft.ledger.counts["actor"] = len(draft.study.actors)


def write_cases(root: Element, draft: Draft) -> None:
    """Write the attributes of cases as variables, then the cases with sources and passages."""
    study = draft.study
    names = sorted({name for case in study.cases for name, _ in case.attributes})
    if names:
        variables = add(root, "Variables")
        for name in names:
            add(
                variables,
                "Variable",
                "",
                {
                    "guid": made_id("attribute", name),
                    "name": draft.said(name, "Variables"),
                    "typeOfVariable": "Text",
                },
            )
    sources: dict[str, list[str]] = defaultdict(list)
    for source in study.sources:
        for case in source.case_ids:
            sources[case].append(source.id)
    passages: dict[str, list[str]] = defaultdict(list)
    for coding in study.codings:
        if coding.case_id is not None:
            passages[coding.case_id].append(selection_id(coding.id))
    if study.cases:
        holder = add(root, "Cases")
        for one in study.cases:
            _write_case(holder, one, (sources[one.id], passages[one.id]), draft)
    draft.ledger.counts["case"] = len(study.cases)


def _write_case(
    holder: Element, case: Case, linked: tuple[list[str], list[str]], draft: Draft
) -> None:
    place = f"Cases/{case.code}"
    element = add(holder, "Case", "", {"guid": case.id, "name": draft.said(case.name, place)})
    fields = {
        "code": case.code if case.code != case.name else "",
        "parent": draft.study.code_of(case.parent_id) if case.parent_id else "",
        "sampling_reason": case.sampling_reason,
    }
    block = with_block("", fields)
    if block:
        add(element, "Description", draft.said(block, place))
    for name, value in case.attributes:
        held = add(element, "VariableValue")
        add(held, "VariableRef", "", {"targetGUID": made_id("attribute", name)})
        add(held, "TextValue", draft.said(value, place))
    for source in linked[0]:
        add(element, "SourceRef", "", {"targetGUID": source})
    for passage in linked[1]:
        add(element, "SelectionRef", "", {"targetGUID": passage})


def selection_id(coding: str) -> str:
    """Return the GUID of the selection of a coding."""
    return made_id("selection", coding)


def write_project(root: Element, draft: Draft) -> None:
    """Write what is said of the whole project, and the notes on it."""
    project = draft.study.project
    fields = {
        "id": project.id,
        "code": project.code,
        "language": project.language,
        "unit_of_analysis": project.unit_of_analysis,
        "outcome": project.outcome,
        "code_words": project.code_words,
    }
    block = with_block(project.description, fields)
    add(root, "Description", draft.said(block, "project"))
    add_notes(root, draft.notes_on[project.id])
