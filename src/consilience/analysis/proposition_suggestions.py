"""Offers whose words are like a need's: suggestions for a coder, never a score."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

import numpy as np
import pandas as pd

from consilience import checks
from consilience.coding.features import CharacterFeatures, EncodedFeatures, Encoder
from consilience.coding.ridge import products
from consilience.errors import DataError
from consilience.results import Note, Result

_WORD = re.compile(r"[a-z0-9]+|[^\W_]")  # a word, or a sign of a script without blanks


@dataclass(frozen=True)
class SuggestedSupply:
    """An offer that may meet a need; ``likeness`` is the cosine of both texts, ``shared`` words.

    ``state`` is always ``"to be confirmed"``: a coder decides, and gives the membership.
    """

    member: str
    need: str
    partner: str
    offer: str
    likeness: float
    shared: str
    state: Literal["to be confirmed"] = "to be confirmed"


@dataclass(frozen=True, kw_only=True, eq=False)
class SuggestedSupplies(Result):
    """For each need the offers most like it; ``unlike`` are the needs that none is like."""

    suggestions: tuple[SuggestedSupply, ...]
    unlike: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a suggestion."""
        columns = list(SuggestedSupply.__dataclass_fields__)
        return pd.DataFrame([vars(item) for item in self.suggestions], columns=columns)


def suggest_supplies(
    offers: pd.DataFrame,
    needs: pd.DataFrame,
    *,
    top: int = 3,
    least: float = 0.2,
    encoder: Encoder | None = None,
) -> SuggestedSupplies:
    """Suggest for each need the offers that say the like.

    Texts become weights of their sequences of one to three characters (TF-IDF) as for suggested
    codes. What is suggested enters no score: who confirms it writes a membership into the tables of
    :func:`consilience.value.proposition_fit`.

    Parameters
    ----------
    offers, needs
        Two columns each: who, and the text; one row an offer or a need. Who stands in both does
        not supply himself.
    top
        At least 1: how many offers a need is given.
    least
        From 0 to 1: the least likeness that is named.
    encoder
        Takes the place of TF-IDF, as in :func:`consilience.coding.suggest`.

    Returns
    -------
    SuggestedSupplies
        Suggestions, each to be confirmed, the likest first.

    Raises
    ------
    ArgumentError
        If a setting is not allowed.
    DataError
        If a table has not two columns, or a text or name is missing.

    Examples
    --------
    >>> offers = pd.DataFrame({"partner": ["Maps"], "text": ["high-precision maps of all roads"]})
    >>> needs = pd.DataFrame({"member": ["OEM"], "text": ["precise maps of roads in cities"]})
    >>> [(item.partner, item.state) for item in suggest_supplies(offers, needs).suggestions]
    [('Maps', 'to be confirmed')]

    References
    ----------
    Salton and Buckley (1988), Term-Weighting Approaches in Automatic Text Retrieval.
    """
    owner = "suggest_supplies"
    most = checks.whole(top, 1, "top", owner)
    low = checks.interval(least, 0, 1, "least", owner)
    partners, offered = _texts(offers, "offers")
    members, needed = _texts(needs, "needs")
    both = [*offered, *needed]
    features = CharacterFeatures.of(both) if encoder is None else EncodedFeatures.of(both, encoder)
    alike = products(features.rows, features.rows)[len(offered) :, : len(offered)]
    alike = np.where(np.array(members)[:, None] == np.array(partners), -1.0, alike)
    found = []
    for row, (member, need) in enumerate(zip(members, needed, strict=True)):
        for place in np.argsort(-alike[row], kind="stable")[:most].tolist():
            likeness = float(alike[row, place])
            if likeness >= low and likeness > 0:
                shared = _shared(need, offered[place])
                found.append(
                    SuggestedSupply(member, need, partners[place], offered[place], likeness, shared)
                )
    met = {(item.member, item.need) for item in found}
    bare = [f"{who}: {what}" for who, what in zip(members, needed, strict=True)]
    return SuggestedSupplies(
        suggestions=tuple(found),
        unlike=tuple(
            name
            for name, pair in zip(bare, zip(members, needed, strict=True), strict=True)
            if pair not in met
        ),
        parameters={
            "top": most,
            "least": low,
            "features": "characters" if encoder is None else "encoder",
        },
        notes=(Note("value.note.to_confirm"),),
        references=("salton1988",),
    )


def _texts(table: pd.DataFrame, name: str) -> tuple[list[str], list[str]]:
    if len(table.columns) != 2 or not len(table):
        raise DataError("value.who_and_text", table=name, columns=list(table.columns))
    rows: list[tuple[Any, ...]] = list(table.itertuples(index=False, name=None))
    for place, row in enumerate(rows, 1):
        if not all(isinstance(cell, str) and cell.strip() for cell in row):
            raise DataError("value.who_and_text_row", table=name, row=place)
    return [row[0].strip() for row in rows], [row[1].strip() for row in rows]


def _shared(first: str, second: str) -> str:
    """Return the longest stretch of words, or of Chinese characters, that both have."""
    one, other = (_WORD.findall(text.lower()) for text in (first, second))
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    words = one[match.a : match.a + match.size]
    return "".join(words) if words and not words[0].isascii() else " ".join(words)
