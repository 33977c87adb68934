"""Identities of records."""

from __future__ import annotations

import uuid


def new_id() -> str:
    """Return a fresh random UUID as text.

    >>> len(new_id())
    36
    """
    return str(uuid.uuid4())
