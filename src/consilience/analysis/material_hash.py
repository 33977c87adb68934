"""The hash of the records that a step rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from consilience.study.codec import canonical, to_plain


def records_sha256(kinds: Iterable[Iterable[object]]) -> str:
    """Return the hash of records, kind by kind, each kind in its order."""
    said = [[to_plain(one) for one in records] for records in kinds]
    return hashlib.sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()
