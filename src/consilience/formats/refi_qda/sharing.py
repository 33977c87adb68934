"""What was left out or replaced before a study was handed to others, as remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.formats.refi_qda.records import Ledger
    from consilience.study import Shared


def remark_sharing(ledger: Ledger, found: Shared) -> None:
    """Remark blind rounds that were left out, and every name of the list."""
    for code in found.blind_rounds:
        ledger.remark("not held", "blind_round", code)
    for use in found.pseudonyms:
        place = use.replacement
        if use.count:
            spellings = [f"{said} ({count})" for said, count in use.spellings]
            values = {"count": use.count, "spellings": spellings}
            ledger.remark("changed", "pseudonym", place, **values)
        else:
            ledger.remark("changed", "pseudonym_unused", place, name=use.name)
        if use.within_words:
            ledger.remark(
                "not held", "pseudonym_within", place, name=use.name, count=use.within_words
            )
        if use.within_names:
            ledger.remark(
                "changed", "pseudonym_in_names", place, name=use.name, names=use.within_names
            )
    for name in found.named_people:
        ledger.remark("not held", "named_person", name)
