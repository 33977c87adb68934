"""The study file: records, an event log with undo, an integrity audit and an open archive."""

from __future__ import annotations
