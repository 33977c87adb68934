"""Which rows about collaborations are taken into a study, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.errors import DataError
from consilience.study.dates import first_day, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a collaboration must be to be taken.

    ``since`` and ``until`` are a year, a month or a day: a collaboration that ended before or
    began after is left out, and so is one without a date. ``parties`` is the least number of
    different organisations; ``dated`` asks for a date in any case.
    """

    since: str = ""
    until: str = ""
    parties: int = 1
    dated: bool = False

    def __post_init__(self) -> None:
        if self.since and self.until and first_day(self.since) > last_day(self.until):
            raise DataError("records.error.reversed", since=self.since, until=self.until)

    def reason_of_dates(self, start: str, end: str) -> str:
        """Return why dates are not taken; "" where they are."""
        asked = self.dated or self.since or self.until
        if not (start or end):
            return "no date" if asked else ""
        late = bool(self.until and start) and first_day(start) > last_day(self.until)
        early = bool(self.since and end) and last_day(end) < first_day(self.since)
        return "outside the years" if late or early else ""

    def reason_of_parties(self, count: int) -> str:
        """Return why a number of parties is not taken; "" where it is."""
        if count == 0:
            return "no party"
        return "too few parties" if count < self.parties else ""
