"""How commands tell what an import of records does to a study."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from consilience.cli.output import message_language, say
from consilience.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.formats.alliance import AllianceColumns
    from consilience.results import Note
    from consilience.study import Study
    from consilience.study.edits import AllianceImport, Edit

_SHOWN = 20


def say_dry_run(
    edit: Edit,
    values: dict[str, Any],
    lines: Iterable[str],
    of_files: Iterable[tuple[str, Note]],
    *,
    as_json: bool,
) -> None:
    """Tell what an import would do, with notes on files."""
    language = message_language()
    said = [*(f"{name}: {note.sentence(language)}" for name, note in of_files)]
    said += [note.sentence(language) for note in edit.notes]
    head = _said("dry_run")
    answer = {"event": None, "operation": head, "notes": said, **values}
    say(answer, "\n".join([head, *lines, *said]), as_json=as_json)


def told_import(
    study: Study, plan: AllianceImport, columns: AllianceColumns
) -> tuple[dict[str, Any], list[str]]:
    """Return what an import does as values, and as lines."""
    from consilience.analysis.organisation_names import similar_names

    similar = similar_names(study, plan.new_organisations)
    values: dict[str, Any] = {
        "shape": columns.shape,
        "source": plan.source.code,
        "columns": dict(columns.columns),
        "parties": [dataclasses.asdict(one) for one in columns.parties],
        "attributes": list(columns.attributes),
        "rows": plan.rows,
        "kept": plan.kept_rows,
        "added": plan.added,
        "changed": plan.changed,
        "removed": plan.removed,
        "reasons": plan.reasons(),
        "excluded": _excluded(study, plan),
        "new_organisations": list(plan.new_organisations),
        "matched": [{"printed": printed, "name": name} for printed, name in plan.matched],
        "similar": None if similar is None else [dataclasses.asdict(one) for one in similar],
    }
    return values, [*_column_lines(columns), *_count_lines(values), *_name_lines(values)]


def _excluded(study: Study, plan: AllianceImport) -> list[dict[str, Any]]:
    from consilience.study.edits import told_reason

    codes = {change.id: getattr(change.record, "code", "") for change in plan.edit.changes}
    return [
        {
            "row": one.row,
            "reason": told_reason(one.reason, message_language()),
            "rule": one.reason.partition(": ")[0],
            "of": _code(study, codes, one.collaboration_id),
            "printed": one.printed,
        }
        for one in plan.excluded
    ]


def _code(study: Study, codes: dict[str, str], identifier: str | None) -> str:
    return "" if identifier is None else codes.get(identifier) or study.code_of(identifier)


def _column_lines(columns: AllianceColumns) -> list[str]:
    from consilience.formats.alliance import matrix_of

    shape = text(f"records.shape.{columns.shape}", message_language())
    lines = [_said("shape", shape=shape)]
    lines += [f"  {field} <- {column}" for field, column in columns.columns]
    lines += [f"  parties {one.role} <- {one.column}" for one in columns.parties]
    matrix = matrix_of(columns)
    if matrix:
        lines.append(_said("matrix", field=matrix[0], columns=columns.attributes))
    elif columns.attributes:
        kept = {"projects": "attributes", "organisations": "attributes", "resources": "resources"}
        lines.append(_said(kept.get(columns.shape, "unread"), columns=columns.attributes))
    return lines


def _count_lines(values: dict[str, Any]) -> list[str]:
    lines = [_said("rows", **{name: values[name] for name in ("rows", "kept")})]
    lines += [
        f"  {count}  {text(f'records.reason.{reason}', message_language())}"
        for reason, count in values["reasons"].items()
    ]
    shown = values["excluded"][:_SHOWN]
    for one in shown:
        key = "excluded_of" if one["of"] else "excluded"
        lines.append(_said(key, **one))
    lines += _rest(len(values["excluded"]) - len(shown))
    lines.append(_said("records", **{n: values[n] for n in ("added", "changed", "removed")}))
    return lines


def _name_lines(values: dict[str, Any]) -> list[str]:
    lines = []
    new = values["new_organisations"]
    if new:
        names = new[:_SHOWN] + (["..."] if len(new) > _SHOWN else [])
        lines.append(_said("new_organisations", count=len(new), names=names))
    lines += [_said("matched", **one) for one in values["matched"][:_SHOWN]]
    lines += _rest(len(values["matched"]) - _SHOWN)
    if values["similar"] is None:
        lines.append(_said("too_many_names"))
    elif values["similar"]:
        lines.append(_said("similar", count=len(values["similar"])))
        lines += [
            f"  {one['score']:.2f}  {one['first']} | {one['second']}"
            for one in values["similar"][:_SHOWN]
        ]
        lines += _rest(len(values["similar"]) - _SHOWN)
    return lines


def _rest(count: int) -> list[str]:
    return [_said("rest", count=count)] if count > 0 else []


def _said(key: str, **values: object) -> str:
    """Return a sentence; the values fill its named blanks."""
    return text(f"records.said.{key}", message_language(), **values)
