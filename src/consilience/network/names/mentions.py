"""Where a text names organisations, and which of those that are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from consilience.errors import ArgumentError
from consilience.network.names.chinese import is_own, is_unspaced
from consilience.network.names.keys import name_keys
from consilience.network.names.spaced_mentions import spaced_mentions
from consilience.network.names.tables import name_table
from consilience.network.names.unspaced_mentions import unspaced_mentions
from consilience.network.names.words import ALIAS, COMMON
from consilience.results import Result

MentionRule = Literal["gazetteer", "told in the text", "core of a name", "legal form", "kind"]
_RULES = get_args(MentionRule)  # the surest first
_LETTER = "[A-Za-zÀ-ɏ0-9]"
_TOLD = re.compile(
    r"\s?[(（]\s?(?P<quoted>(?:hereinafter|hereafter|以下简称|以下称|下称|简称)?\s?[“\"「‘']?)(?:the\s)?"
    r"(?P<name>[^()（）“”\"「」’']{2,20}?)[”\"」’']?\s?[)）]",
    re.IGNORECASE,
)
_Span = tuple[int, int, str, MentionRule]


@dataclass(frozen=True)
class OrganisationMention:
    """A place of a text that names an organisation.

    ``start`` and ``end`` (exclusive) are code points; ``text`` is what stands there;
    ``organisation`` the one of the gazetteer, "" where none is meant; ``rule`` what found it.
    """

    start: int
    end: int
    text: str
    organisation: str
    rule: MentionRule


@dataclass(frozen=True, kw_only=True, eq=False)
class OrganisationMentions(Result):
    """The mentions of organisations in a text, in order; no two overlap."""

    mentions: tuple[OrganisationMention, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a mention."""
        columns = ["start", "end", "text", "organisation", "rule"]
        return pd.DataFrame(
            [[getattr(one, name) for name in columns] for one in self.mentions], columns=columns
        )


def organisation_mentions(
    text: str, gazetteer: Mapping[str, Iterable[str]] | Iterable[str] = ()
) -> OrganisationMentions:
    """Find where a text, English, Chinese or mixed, names organisations.

    Rules: names of the gazetteer as they are written, and what is left of them without legal form
    and general words; capitalised words or Chinese words in front of a legal form (Inc., GmbH,
    有限公司) or a kind of institution (University, Ministry of, 研究院); and a short name that the
    text itself gives in brackets behind a mention ("Bosch GmbH (Bosch)", 以下简称). Of mentions
    that overlap the longest stays. A mention with a legal form means the organisation of the
    gazetteer whose name is the same but for legal form and general words. Words of Chinese text are
    cut by dictionary (rjieba). The rules are a convention of this program: what has neither a
    legal form nor a kind is found only if the gazetteer holds it.

    Parameters
    ----------
    text
        Any text; may be empty (then there is no mention).
    gazetteer
        The organisations that are known, as a list of names, or as a table: each with a list of
        its other names.

    Returns
    -------
    OrganisationMentions
        Each mention with its place in code points, its rule and, if known, its organisation.

    Raises
    ------
    ArgumentError
        If the text is no text, or the gazetteer holds what is no name.

    Examples
    --------
    >>> told = "华为与Robert Bosch GmbH (Bosch)合作，Bosch提供传感器。"
    >>> found = organisation_mentions(told, {"Huawei": ["华为技术有限公司", "华为"]})
    >>> [(one.text, one.organisation, one.rule) for one in found.mentions]
    [('华为', 'Huawei', 'gazetteer'), ('Robert Bosch GmbH', '', 'legal form'),
    ('Bosch', '', 'told in the text'), ('Bosch', '', 'told in the text')]

    References
    ----------
    Nadeau and Sekine (2007), A Survey of Named Entity Recognition and Classification.
    """
    owner = "organisation_mentions"
    if not isinstance(text, str):
        raise ArgumentError("text", owner, "text", text)
    known = name_table(gazetteer, "gazetteer", owner)
    folded = _folded(text)
    named = {name: whole for whole, names in known.items() for name in names}
    labels = _labels(named)
    cores = {core: whole for core, whole in _cores(named, labels).items() if core not in named}
    found = [
        *_listed_in(folded, named, "gazetteer"),
        *_listed_in(folded, cores, "core of a name"),
        *_by_rule(folded, labels),
    ]
    told = _told(folded, _longest(found))
    kept = _longest([*found, *_listed_in(folded, told, "told in the text")])
    return OrganisationMentions(
        mentions=tuple(
            OrganisationMention(start, end, text[start:end], whole, rule)
            for start, end, whole, rule in kept
        ),
        parameters={"gazetteer": known},
        references=("nadeau2007",),
    )


def _folded(text: str) -> str:
    """Return a text of the same length with full-width letters and signs as plain ones."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", letter)) == 1 else letter
        for letter in text
    )


def _labels(named: Mapping[str, str]) -> dict[str, str]:
    """Return the organisation of each core and stem, "" where it tells no single one."""
    found: dict[str, str] = {}
    for name, whole in named.items():
        keys = name_keys(name)
        for words in (keys.core, keys.stem):
            label = "".join(words)
            if found.setdefault(label, whole) != whole:
                found[label] = ""
    return found


def _cores(named: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return what is left of each name as it is written, if it still tells its organisation."""
    found: dict[str, str] = {}
    for name in named:
        keys = name_keys(name)
        for words in (keys.core, keys.stem):
            whole, core = labels["".join(words)], _as_written(name, words)
            if whole and core:
                found[core] = whole
    return found


def _as_written(name: str, words: tuple[str, ...]) -> str:
    """Return words of a core as the name writes them, or "" if they tell too little."""
    if is_unspaced("".join(words)):
        return words[0] if is_own(words[0]) and words[0] in name else ""
    if len("".join(words)) < 3 or COMMON.issuperset(words):
        return ""
    found = re.search(r"[\W_]+".join(map(re.escape, words)), name, re.IGNORECASE)
    return "" if found is None else found.group()


def _listed_in(text: str, named: Mapping[str, str], rule: MentionRule) -> Iterator[_Span]:
    """Yield where names stand as they are written or in capitals, not within other words."""
    for name, whole in named.items():
        for form in {plain := _folded(name.strip()), plain.upper()}:
            if form.split()[0] in text:
                for found in re.finditer(_pattern(form), text):
                    yield *found.span(), whole, rule


def _pattern(form: str) -> str:
    before = r"(?<![A-Za-zÀ-ɏ0-9])" if re.match(_LETTER, form) else ""
    after = r"(?![A-Za-zÀ-ɏ0-9])" if re.match(_LETTER, form[-1]) else ""
    return before + r"\s+".join(map(re.escape, form.split())) + after


def _by_rule(text: str, labels: Mapping[str, str]) -> Iterator[_Span]:
    for start, end, rule in (*spaced_mentions(text), *unspaced_mentions(text)):
        keys = name_keys(text[start:end])
        known = (labels.get("".join(words), "") for words in (keys.core, keys.stem))
        yield start, end, next(filter(None, known), ""), rule


def _told(text: str, spans: list[_Span]) -> dict[str, str]:
    """Return acronyms of the mentions, and short names that the text gives behind them."""
    found: dict[str, str] = {}
    for start, end, whole, _ in spans:
        letters = sorted(name_keys(text[start:end]).acronyms)
        found.update({short.upper(): whole for short in letters if len(short) > 2})
        told = _TOLD.match(text, end)
        if told is not None and ALIAS.search(told["name"]) is None:
            name = told["name"].strip()
            if told["quoted"] or name_keys(f"{text[start:end]} ({name})").aliases:
                found[name] = whole
    return found


def _longest(spans: Iterable[_Span]) -> list[_Span]:
    """Return spans of which no two overlap: the longest first, then the surest rule."""
    ordered = sorted(spans, key=lambda one: (one[0] - one[1], _RULES.index(one[3]), one[0]))
    kept: list[_Span] = []
    for span in ordered:
        if all(span[1] <= one[0] or one[1] <= span[0] for one in kept):
            kept.append(span)
    return sorted(kept)
