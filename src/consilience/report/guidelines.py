"""Sheets of reporting guidelines, filled in as far as the study itself says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Literal, get_args

from consilience import checks
from consilience.report.tables import Cell, Row, Table, head
from consilience.study import counted, measures
from consilience.texts import Language, catalogue, text
from consilience.version import __version__

if TYPE_CHECKING:
    from consilience.study import Study

Guideline = Literal["COREQ", "SRQR", "JARS-Qual"]
GUIDELINES: tuple[Guideline, ...] = get_args(Guideline)

# Which fact of a study speaks to which item, by the guideline's own number.
_FACTS: Mapping[Guideline, Mapping[int, str]] = {
    "COREQ": {
        10: "sampling",
        12: "participants",
        16: "sources",
        21: "duration",
        24: "coders",
        25: "tree",
        26: "analysis",
        27: "software",
        29: "quotes",
    },
    "SRQR": {
        1: "title",
        4: "purpose",
        8: "sampling",
        10: "sources",
        12: "units",
        14: "analysis",
        15: "agreement",
        17: "quotes",
    },
    "JARS-Qual": {
        1: "title",
        5: "purpose",
        8: "sources",
        11: "sampling",
        12: "duration",
        14: "analysis",
        15: "agreement",
        16: "quotes",
    },
}


@dataclass(frozen=True, slots=True)
class ReportingItem:
    """An item of a guideline: its number, what is asked, what the study says, what is answered."""

    number: str
    asked: str
    said: str = ""
    answer: str = ""

    @property
    def done(self) -> bool:
        """Whether something stands there."""
        return bool(self.said or self.answer)


def reporting_items(
    study: Study, guideline: str, language: Language = "en"
) -> tuple[ReportingItem, ...]:
    """Return the items of a guideline with what the study says and the researcher answered.

    What asks for numbers that the study does not hold stays open. The items of COREQ and SRQR bear
    the guideline's numbers; those of JARS-Qual are counted by this program, and all labels are
    short forms of this program.

    Parameters
    ----------
    study : Study
        The study.
    guideline : {"COREQ", "SRQR", "JARS-Qual"}
        The guideline.
    language : {"en", "zh"}
        Language of labels and sentences.

    Returns
    -------
    tuple of ReportingItem
        32 of COREQ, 21 of SRQR, 19 of JARS-Qual.

    Raises
    ------
    UnknownNameError
        If there is no such guideline.

    Examples
    --------
    >>> from consilience.study import Code, Project, study_of
    >>> study = study_of([Project(code="P", title="Alliances"), Code(name="trust")])
    >>> reporting_items(study, "COREQ")[24].said
    '1 concepts, 0 themes, 0 dimensions'

    References
    ----------
    Tong, Sainsbury and Craig (2007), COREQ; O'Brien and others (2014), SRQR; Levitt and others
    (2018), JARS-Qual.
    """
    chosen = checks.choice(guideline, GUIDELINES, "guideline", "reporting_items")
    answers = {one.item: one.text for one in study.answers if one.guideline == chosen}
    count = sum(key.startswith(f"guidelines.{chosen}.") for key in catalogue(language))
    facts = _values(study)
    return tuple(
        ReportingItem(
            number=str(number),
            asked=text(f"guidelines.{chosen}.{number}", language),
            said=_said(_FACTS[chosen].get(number, ""), facts, language),
            answer=answers.get(str(number), ""),
        )
        for number in range(1, count + 1)
    )


def reporting_table(study: Study, guideline: str, language: Language = "en") -> Table:
    """Return a guideline's sheet as a table for a paper's appendix."""
    open_item = text("guidelines.head.state", language)
    rows = tuple(
        Row(
            (
                Cell(one.number, kind="number"),
                Cell(one.asked),
                Cell(one.said),
                Cell(one.answer or ("" if one.done else open_item)),
            )
        )
        for one in reporting_items(study, guideline, language)
    )
    names = ("item", "asked", "said", "answer")
    return Table(
        key=f"guideline-{guideline}",
        columns=tuple(head(text(f"guidelines.head.{name}", language)) for name in names),
        rows=rows,
        caption=text("guidelines.head.caption", language, guideline=guideline),
        notes=(text("guidelines.head.note", language),),
    )


def _values(study: Study) -> Mapping[str, str]:
    """Return everything that the sentences may name; what is not known is left out."""
    numbers = {name.replace(" ", "_"): counted(study, name) for name in measures(study)}
    known = {name: f"{value:,.10g}" for name, value in numbers.items() if value is not None}
    project = study.project
    words = {"title": project.title, "description": project.description}
    words["unit"] = project.unit_of_analysis
    reasoned = sum(bool(case.sampling_reason) for case in study.units)
    return {
        **known,
        **{name: said for name, said in words.items() if said},
        "reasoned": str(reasoned),
        "rounds": str(len(study.rounds)),
        "resolutions": str(len(study.resolutions)),
        "version": __version__,
    }


def _said(fact: str, values: Mapping[str, str], language: Language) -> str:
    """Return a fact as a sentence; nothing where a part is not known or its first number is 0."""
    key = f"guidelines.fact.{fact}"
    parts = Formatter().parse(catalogue("en").get(key, ""))
    told = [values.get(name, "") for _, name, _, _ in parts if name]
    return text(key, language, **values) if told and all(told) and told[0] != "0" else ""
