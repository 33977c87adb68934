"""Recompute published results and compare them digit by digit."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.verify import agreement, audit, configurations, games, networks, value
from consilience.verify.compare import Check

__all__ = ["Check", "verify"]


def verify(
    case_database: str | None = None, emergency_networks: str | None = None
) -> Iterator[Check]:
    """Yield every check of the published targets P1 to P13.

    Parameters
    ----------
    case_database : str, optional
        Path of the public file ``AllCases20220605.csv``. P3 needs its columns Q51 and Q23, which
        do not come with the package because the file states no licence.
    emergency_networks : str, optional
        Folder with ``nodes.csv`` and ``edges.csv`` of the seven emergency networks, which P11
        needs and which do not come with the package.

    Yields
    ------
    Check
        Numbers match if they agree at the printed number of digits, expressions if they have the
        same terms.
    """
    yield from configurations.lipset_fuzzy()
    yield from configurations.lipset_crisp_and_multi_value()
    yield from configurations.ethnic_protest()
    yield from configurations.accountability(case_database)
    yield from configurations.dependence_and_governance()
    yield from games.air_pollution()
    yield from games.data_sharing()
    yield from games.standards_alliance()
    yield from networks.consensus()
    yield from networks.emergencies(emergency_networks)
    yield from agreement.four_coders()
    yield from value.talmud()
    yield from value.security_council()
    yield from configurations.high_tech_exports()
    yield from audit.twelve_cases()
