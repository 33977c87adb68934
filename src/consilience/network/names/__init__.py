"""Names of organisations: which of them are one, and where a text mentions which."""

from __future__ import annotations

from consilience.network.names.mentions import (
    OrganisationMention,
    OrganisationMentions,
    organisation_mentions,
)
from consilience.network.names.resolution import Merge, PartOf, ResolvedNames, resolve_names

__all__ = [
    "Merge",
    "OrganisationMention",
    "OrganisationMentions",
    "PartOf",
    "ResolvedNames",
    "organisation_mentions",
    "resolve_names",
]
