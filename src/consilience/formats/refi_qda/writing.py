"""From a study to a file of the standard, its elements in the order that the schema demands."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from consilience.errors import DataError, system_reason
from consilience.formats.refi_qda.container import SIDE_FILE
from consilience.formats.refi_qda.markup import CODEBOOK, OWN_ORIGIN, PROJECT
from consilience.formats.refi_qda.records import ExchangeReport, Ledger
from consilience.formats.refi_qda.sharing import remark_sharing
from consilience.formats.refi_qda.side_file import SIDE_KINDS, kind_phrase, side_file
from consilience.formats.refi_qda.writing_codes import write_codes, write_links, write_sets
from consilience.formats.refi_qda.writing_people import write_cases, write_project, write_users
from consilience.formats.refi_qda.writing_sources import write_notes, write_sources
from consilience.formats.refi_qda.writing_state import Draft
from consilience.study import Study, kind_of, shared
from consilience.version import __version__

if TYPE_CHECKING:
    from consilience.formats.markup import Element

_DATE = (1980, 1, 1, 0, 0, 0)  # a clock would give other bytes at every run
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_PLACE = "http://schema.qdasoftware.org/versions"
_COMPRESSION = 3  # half the size of the best in a third of its time


def write_file(
    study: Study, path: Path, *, include_blind: bool, pseudonyms: bool
) -> ExchangeReport:
    """Write a study; see :func:`consilience.formats.refi_qda.write`."""
    found = shared(study, include_blind=include_blind, pseudonyms=pseudonyms)
    draft = Draft(found.study, Ledger())
    if path.suffix.lower() == ".qdc":
        _replace(path, {"": _serialised(_codebook(draft))})
    else:
        root = _project(draft)
        members = {"project.qde": _serialised(root), **draft.files}
        side = side_file(found.study.records())
        _replace(path, {**members, SIDE_FILE: side} if side else members)
        _remark_kinds(draft)
    remark_sharing(draft.ledger, found)
    return draft.ledger.report()


def _project(draft: Draft) -> Element:
    root = etree.Element(f"{{{PROJECT}}}Project", nsmap=_spaces(PROJECT))
    root.set(_SCHEMA, f"{PROJECT} {_PLACE}/Project/v1.0/Project.xsd")
    root.set("name", draft.said(draft.study.project.title, "project"))
    root.set("origin", f"{OWN_ORIGIN} {__version__}")
    write_users(root, draft)
    write_codes(root, draft)
    write_cases(root, draft)
    write_sources(root, draft)
    write_notes(root, draft)
    write_links(root, draft)
    write_sets(root, draft)
    write_project(root, draft)
    return root


def _codebook(draft: Draft) -> Element:
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap=_spaces(CODEBOOK))
    root.set(_SCHEMA, f"{CODEBOOK} {_PLACE}/Codebook/v1.0/Codebook.xsd")
    root.set("origin", f"{OWN_ORIGIN} {__version__}")
    write_codes(root, draft)
    write_sets(root, draft)
    relations = sum(link.kind == "relation" for link in draft.study.links)
    if relations:
        draft.ledger.remark("not held", "relations", "CodeBook", count=relations)
    return root


def _spaces(default: str) -> dict[str, str]:
    # lxml writes the name None as the default namespace; its stubs know texts only.
    spaces: dict[Any, str] = {None: default, "xsi": _SCHEMA[1:].partition("}")[0]}
    return spaces


def _serialised(root: Element) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _replace(path: Path, members: dict[str, bytes]) -> None:
    """Put the finished file in the place of an older one, or leave that as it is."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as stream:
            if "" in members:
                stream.write(members[""])
            else:
                with zipfile.ZipFile(stream, "w") as archive:
                    for name, content in members.items():
                        listed = zipfile.ZipInfo(name, _DATE)
                        listed.create_system = 0
                        archive.writestr(listed, content, zipfile.ZIP_DEFLATED, _COMPRESSION)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True) if temporary else None
        reason = system_reason(error)
        raise DataError("exchange.error.unwritable", file=str(path), reason=reason) from error


def _remark_kinds(draft: Draft) -> None:
    """Remark what other programs do not see: records of the side file, and findings."""
    counts: dict[str, int] = {}
    for record in draft.study.records():
        kind = kind_of(record)
        counts[kind] = counts.get(kind, 0) + 1
    for kind in SIDE_KINDS:
        if counts.get(kind) and kind not in {"actor", "version", "link"}:
            values = {"kind": kind_phrase(kind), "count": counts[kind]}
            draft.ledger.remark("not held", "side_kind", SIDE_FILE, **values)
    if counts.get("finding"):
        draft.ledger.remark("not held", "findings", "", count=counts["finding"])
