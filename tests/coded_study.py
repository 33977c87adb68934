"""A small study of interviews with a codebook, codings of two coders and a blind round."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from consilience.study import (
    Actor,
    Case,
    Code,
    Coding,
    Project,
    Record,
    Round,
    Source,
    SourceVersion,
    Study,
    StudyStore,
    create_study,
    open_study,
)
from consilience.study.edits import new_coding, open_round, span_of

J11 = (
    "问：为什么合作？\n张工：我们信任他们😀。合同很清楚。\n"
    "问：后来呢？\n张工：后来我们不信任他们了。"
)
J12 = "At first nobody shared data. Trust came later. The contract was long.\n\nThen we met often."
TURNS = '[[0,8,"问",null],[9,26,"张工",63.5],[27,33,"问",null],[34,48,"张工",null]]'


def source_with_text(
    code: str, text: str, turns: str = "[]", cases: tuple[str, ...] = ()
) -> tuple[Source, SourceVersion]:
    """An interview of 60 minutes, and its text."""
    source = Source(
        code=code, title=f"Interview {code}", kind="interview", minutes=60.0, case_ids=cases
    )
    sha = hashlib.sha256(text.encode()).hexdigest()
    return source, SourceVersion(source_id=source.id, text=text, sha256=sha, turns_json=turns)


@dataclass(frozen=True)
class Coded:
    """The open file, and what is in it by name."""

    store: StudyStore

    @property
    def study(self) -> Study:
        """The study as it is."""
        return self.store.study()

    def code(self, name: str) -> Code:
        """The code with a name that occurs once."""
        (found,) = [one for one in self.study.codes if one.name == name]
        return found

    def coding(self, source: str, words: str, code: str, coder: str) -> Coding:
        """Code some words, in the open round if there is one."""
        desk = self.store.desk(source)
        place = span_of(desk, source, words, None, None)
        made = new_coding(desk, source, place, desk.actor(coder))
        ready = Coding(
            version_id=made.version_id,
            start=made.start,
            end=made.end,
            code_id=self.code(code).id,
            actor_id=made.actor_id,
            session_id=made.session_id,
        )
        self.store.add("code", [ready], coder)
        return ready

    def open_round(self, *, blind: bool = True, unit: str = "sentence") -> Round:
        """Open a round R1 of Ann and Bo on both interviews."""
        study = self.study
        new = Round(
            code="R1",
            unit=unit,  # type: ignore[arg-type]  # tests name units
            source_ids=tuple(study.source(one).id for one in ("J11", "J12")),
            coder_ids=(study.actor("A").id, study.actor("B").id),
            blind=blind,
        )
        self.store.make(open_round(study, new))
        return new


def made_study(folder: Path) -> Coded:
    """Make the study in a folder."""
    ann, bo = Actor(code="A", name="Ann", role="coder"), Actor(code="B", name="Bo", role="coder")
    north, south = Case(code="C01", name="North"), Case(code="C02", name="South")
    governance = Code(name="governance", kind="dimension", position=1)
    relational = Code(name="relational", kind="theme", parent_id=governance.id, position=1)
    formal = Code(name="formal", kind="theme", parent_id=governance.id, position=2)
    trust = Code(name="trust", name_zh="信任", parent_id=relational.id, position=1)
    contract = Code(name="contract", name_zh="合同", parent_id=formal.id, position=1)
    texts: list[Record] = [
        *source_with_text("J11", J11, TURNS, (north.id,)),
        *source_with_text("J12", J12, cases=(north.id, south.id)),
    ]
    store = create_study(folder / "coded.consilience", Project(code="P", title="Alliances"))
    codes = [governance, relational, formal, trust, contract]
    store.add("begin", [ann, bo, north, south, *codes, *texts])
    return Coded(store)


def reopened(path: Path) -> Coded:
    """Open a study that was made before."""
    return Coded(open_study(path))
