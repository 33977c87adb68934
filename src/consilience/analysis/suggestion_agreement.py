"""How well suggestions about collaborations agree with what people confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from consilience import coding
from consilience.study.edits import CONFIRMED

if TYPE_CHECKING:
    from consilience.analysis.project_suggestions import ProjectSuggestions
    from consilience.coding import Agreement
    from consilience.study import Study

Level = Literal["nominal", "ratio"]
_LEVELS: Mapping[str, Level] = {"leader": "nominal", "size": "ratio", "structure": "nominal"}


@dataclass(frozen=True, kw_only=True)
class SuggestionAgreement:
    """One part (leader, size or structure): units compared, share the same, kappa and alpha.

    ``kappa`` and ``alpha`` are None where fewer than two collaborations are confirmed.
    """

    part: str
    units: int
    same: int
    kappa: Agreement | None
    alpha: Agreement | None


def suggestion_agreement(
    study: Study, found: tuple[ProjectSuggestions, ...]
) -> tuple[SuggestionAgreement, ...]:
    """Return the agreement of the best suggestions with what the study holds, part by part.

    Several leaders count as one value; kappa is Cohen's, alpha Krippendorff's (ratio for the size,
    nominal else).
    """
    leaders: dict[str, set[str]] = defaultdict(set)
    for party in study.participations:
        if party.leads:
            leaders[party.collaboration_id].add(study.code_of(party.organisation_id))
    pairs: dict[str, list[tuple[str | int, str | int]]] = {part: [] for part in _LEVELS}
    for one in found:
        held = study.collaboration(one.collaboration)
        sure = "leader" in dict(held.attributes).get(CONFIRMED, "").split(", ")
        led = ", ".join(sorted(leaders[held.id])) or ("nobody" if sure else "")
        told: tuple[tuple[str, str | int, str | int | None], ...] = (
            ("leader", ", ".join(sorted(one.leader)) or "nobody", led),
            ("size", one.size, held.size),
            ("structure", one.structure or "none", held.structure),
        )
        for part, suggested, confirmed in told:
            if confirmed:
                pairs[part].append((suggested, confirmed))
    return tuple(_agreement(part, listed) for part, listed in pairs.items())


def _agreement(part: str, pairs: list[tuple[str | int, str | int]]) -> SuggestionAgreement:
    same = sum(one == other for one, other in pairs)
    kappa = alpha = None
    if len(pairs) > 1:
        rows = {"suggested": [one for one, _ in pairs], "confirmed": [other for _, other in pairs]}
        kappa = coding.cohen_kappa(rows, unit="collaboration")
        alpha = coding.krippendorff_alpha(rows, _LEVELS[part], unit="collaboration")
    return SuggestionAgreement(part=part, units=len(pairs), same=same, kappa=kappa, alpha=alpha)
