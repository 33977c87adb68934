"""What an exchange with another program brings back: records, and a report of every change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from consilience.results import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consilience.errors import ConsilienceError
    from consilience.study import Record
    from consilience.texts import Language

RemarkKind = Literal["decided", "changed", "merged", "not held"]
REMARK_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)


@dataclass(frozen=True)
class Remark:
    """One thing that is not as it was in the file or the study, and where.

    ``"decided"`` is what the file does not say and was told from its content, ``"changed"`` what
    was written otherwise, ``"merged"`` what became one with something else, ``"not held"`` what
    the other side has no place for.
    """

    kind: RemarkKind
    place: str
    note: Note

    def sentence(self, language: Language = "en") -> str:
        """Return the remark as one sentence, its place first."""
        said = self.note.sentence(language)
        return f"{self.place}: {said}" if self.place else said


@dataclass(frozen=True)
class ExchangeReport:
    """How many things of each kind were read or written, and all remarks, in their order."""

    counts: Mapping[str, int]
    remarks: tuple[Remark, ...] = ()

    def of(self, kind: RemarkKind) -> tuple[Remark, ...]:
        """Return the remarks of a kind."""
        return tuple(one for one in self.remarks if one.kind == kind)

    def to_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return the report as plain values, each remark with its key, place and sentence."""
        listed: dict[str, Any] = {
            kind: [
                {"key": one.note.key, "place": one.place, "sentence": one.note.sentence(language)}
                for one in self.of(kind)
            ]
            for kind in REMARK_KINDS
        }
        return {"counts": dict(self.counts), **listed}


@dataclass(frozen=True)
class RefiProject:
    """A file of the REFI-QDA standard as records of a study.

    Attributes
    ----------
    name, origin
        Name of the project and the program that wrote the file, "" where it does not say.
    records
        Records that form a whole study: the project, people, codes, sources, texts, codings,
        cases, memos, links. The same file always gives the same ids.
    report
        What was read, decided, changed, merged and not held.
    """

    name: str
    origin: str
    records: tuple[Record, ...]
    report: ExchangeReport


@dataclass
class Ledger:
    """Collects a report."""

    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, kind: RemarkKind, key: str, place: str, /, **values: object) -> None:
        """Add a remark; the values fill its sentence."""
        level: Literal["info", "warning"] = "warning" if kind == "not held" else "info"
        note = Note(f"exchange.remark.{key}", values, level)
        self.remarks.append(Remark(kind, place, note))

    def refusal(self, place: str, error: ConsilienceError) -> None:
        """Add the sentence of an error as the reason why something could not be read."""
        note = Note(error.key, error.values, "warning")
        self.remarks.append(Remark("not held", place, note))

    def report(self) -> ExchangeReport:
        """Return what was collected."""
        return ExchangeReport(dict(sorted(self.counts.items())), tuple(self.remarks))
