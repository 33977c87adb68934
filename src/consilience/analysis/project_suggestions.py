"""Size, structure and leaders of every collaboration, suggested from its texts and parties."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from consilience import network
from consilience.analysis.leader_words import leader_words
from consilience.analysis.project_networks import HOME, HOST, project_network
from consilience.analysis.project_parties import ProjectParties, project_parties

if TYPE_CHECKING:
    from consilience.study import Study

Part = Literal["leader", "size", "structure"]
Rule = Literal[
    "words", "role", "home party", "first listed", "parties", "number in the text",
    "ties", "roles", "taking part",
]  # fmt: skip
LEAD = ("lead", "leader", "coordinator", "牵头", "牵头单位", "主导", "主导方", "盟主")
_SCORES: dict[Rule, float] = {
    "role": 0.9,
    "home party": 0.4,
    "first listed": 0.3,
    "parties": 0.8,
    "number in the text": 0.6,
    "roles": 0.5,
    "taking part": 0.2,
}
_STRUCTURES = (
    ("group sailing", r"抱团出海|抱团|联合出海|联合体|\bgroup sailing\b|\bconsortium of\b"),
    (
        "coexistence and symbiosis",
        (
            r"产业链|供应链|上下游|\b(?:industrial|value|supply) chain\b"
            r"|\bup(?:stream)? and downstream\b"
        ),
    ),
    (
        "principal-agent",
        (
            r"委托|代理|总承包|\bEPC\b|\bturnkey\b|\bon behalf of\b|\bprincipal[- ]agent\b"
            r"|\bcommissioned by\b"
        ),
    ),
    (
        "centre divergence",
        (
            r"本[土地]化?(?:制造|生产)|当地生产|建厂|设厂"
            r"|\blocal(?:i[sz]ed)? (?:manufacturing|production)\b"
        ),
    ),
    ("interconnection", r"互联互通|\binterconnect(?:ion|ed|ivity)\b"),
)
_WORDS = [(kind, re.compile(words, re.IGNORECASE)) for kind, words in _STRUCTURES]
_NUMBER = re.compile(
    r"(\d{1,4})\s*(?:余|多)?(?:家|个)(?:成员)?(?:单位|企业|公司|机构|伙伴|成员|组织)"
    r"|\b(\d{1,4})\s+(?:member\s+)?"
    r"(?:partners|companies|firms|organi[sz]ations|members|institutions|parties)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What something may be: the value, the words or rule that say so, a score in [0, 1]."""

    part: Part
    value: str
    rule: Rule
    words: str
    score: float


@dataclass(frozen=True, kw_only=True)
class ProjectSuggestions:
    """The suggestions for one collaboration, of each part the surest first.

    ``leader``, ``size`` and ``structure`` hold the best: all leaders with the highest score, the
    size, the scenario ("" where nothing says any). ``confirmed`` names the parts for which the
    study holds a value, by hand or from its file.
    """

    collaboration: str
    title: str
    suggestions: tuple[Suggestion, ...]
    leader: tuple[str, ...]
    size: int
    structure: str
    confirmed: tuple[Part, ...]


def project_suggestions(study: Study) -> tuple[ProjectSuggestions, ...]:
    """Return the suggestions for every collaboration that is not excluded.

    Leaders come from words of title and description ("led by", 牵头), from roles, from being
    the only home party among hosts, from being listed first; the size from the parties and from
    numbers in the text; the structure from words, else from the network that ties or roles give.
    What the study already holds as leader, size or structure is not looked at. Rules and scores
    are a convention of this program.
    """
    return tuple(_suggested(one) for one in project_parties(study))


def _suggested(project: ProjectParties) -> ProjectSuggestions:
    one = project.collaboration
    text = unicodedata.normalize("NFKC", f"{one.title}\n{one.description}")
    leaders = _leaders(project, text)
    sizes = _sizes(project, text)
    structures = _structures(project, text)
    best = max((found.score for found in leaders), default=0.0)
    held: dict[Part, bool] = {
        "leader": bool(project.leaders),
        "size": one.size is not None,
        "structure": bool(one.structure),
    }
    return ProjectSuggestions(
        collaboration=one.code,
        title=one.title,
        suggestions=(*leaders, *sizes, *structures),
        leader=tuple(found.value for found in leaders if found.score == best),
        size=len(project.parties),
        structure=structures[0].value if structures else "",
        confirmed=tuple(part for part, there in held.items() if there),
    )


def _leaders(project: ProjectParties, text: str) -> list[Suggestion]:
    names = {one.code: [_plain(name) for name in one.names] for one in project.parties}
    found = [
        Suggestion("leader", one.party, "words", one.words, one.score)
        for one in leader_words(text, names)
    ]
    found += _of_rule(project.with_role(*LEAD), "role")
    home = project.with_role(*HOME)
    if len(home) == 1 and project.with_role(*HOST):
        found += _of_rule(home, "home party")
    if len(project.parties) > 1:
        found += _of_rule(project.codes[:1], "first listed")
    best: dict[str, Suggestion] = {}
    for one in found:
        if one.value not in best or one.score > best[one.value].score:
            best[one.value] = one
    return sorted(best.values(), key=lambda one: -one.score)


def _of_rule(codes: tuple[str, ...], rule: Rule) -> list[Suggestion]:
    return [Suggestion("leader", code, rule, "", _SCORES[rule]) for code in codes]


def _sizes(project: ProjectParties, text: str) -> list[Suggestion]:
    listed = len(project.parties)
    found = [Suggestion("size", str(listed), "parties", "", _SCORES["parties"])]
    for one in _NUMBER.finditer(text):
        number = int(one[1] or one[2])
        if number != listed:
            rule: Rule = "number in the text"
            found.append(Suggestion("size", str(number), rule, one[0], _SCORES[rule]))
    return found


def _structures(project: ProjectParties, text: str) -> list[Suggestion]:
    found = [
        Suggestion("structure", kind, "words", one[0], 0.7)
        for kind, pattern in _WORDS
        if (one := pattern.search(text)) is not None
    ]
    own = project_network(project, told=False)
    if len(own.graph) > 2:
        near = network.scenario(own.graph)
        rule: Rule = (
            "ties" if own.basis == "ties" else "roles" if own.basis == "roles" else "taking part"
        )
        score = near.score if own.basis == "ties" else _SCORES[rule]
        found.append(Suggestion("structure", near.kind, rule, "", round(score, 3)))
    return sorted(found, key=lambda one: -one.score)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name)
