"""By what a record of a file is told to be one of the study."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from consilience.study import SourceVersion, anonymised, kind_of
from consilience.study.anonymisation import Moved, Replacer
from consilience.study.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study import Record, Source, Study

_ALIKE = 100  # signs from which equal texts are one source, whatever their names


def key_of(record: Record) -> tuple[Any, ...]:
    """Return the kind of a record and what makes it unique."""
    kind = kind_of(record)
    return (kind, *(getattr(record, name) for name in KEYS[kind]))


def name_of(record: Record) -> str:
    """Return what people call a record."""
    for name in ("name", "title", "code", "label"):
        if getattr(record, name, ""):
            return str(getattr(record, name))
    start, end = getattr(record, "start", ""), getattr(record, "end", "")
    return f"{start}-{end}" if end else kind_of(record)


class Masks:
    """The records of a study as they leave it: with pseudonyms in place of names."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.records = anonymised(study)[0].by_id if study.pseudonyms else {}

    def texts(self) -> Iterable[SourceVersion]:
        """Yield the texts in which names were replaced."""
        for version in self._study.versions:
            masked = self.records.get(version.id)
            if isinstance(masked, SourceVersion) and masked.text != version.text:
                yield masked

    def way_back(self, identifier: str) -> Moved:
        """Return how places in such a text lead back to the study's own."""
        text = next(one.text for one in self._study.versions if one.id == identifier)
        return Replacer(self._study.pseudonyms).moved(text).back(text)


class Texts:
    """The texts of a study and of a file, by their hashes."""

    def __init__(self, study: Study, masks: Masks, records: Iterable[Record]) -> None:
        self._study = study
        self._here: dict[str, dict[str, str]] = defaultdict(dict)
        for version in (*masks.texts(), *study.versions):
            self._here[version.sha256][version.source_id] = version.id
        self._file: dict[str, list[SourceVersion]] = defaultdict(list)
        self._owners: dict[str, set[str]] = defaultdict(set)
        for one in records:
            if isinstance(one, SourceVersion):
                self._file[one.source_id].append(one)
                self._owners[one.sha256].add(one.source_id)

    def same(self, version: SourceVersion) -> str | None:
        """Return the text of the study that is the same, of the same source."""
        return self._here[version.sha256].get(version.source_id)

    def same_source(self, source: Source, coded: str | None) -> str | None:
        """Return the source of the study with the same text; ``coded`` has the same code.

        Equal codes and texts are one source. Equal texts alone are, where they are not short and
        only one source on either side has them.
        """
        for version in self._file[source.id]:
            alike = self._here[version.sha256]
            if coded in alike:
                return coded
            single = len(alike) == len(self._owners[version.sha256]) == 1
            if single and len(version.text) >= _ALIKE:
                return next(iter(alike))
        return None

    def is_masked(self, version: SourceVersion, identifier: str) -> bool:
        """Tell whether a text of a file is one of the study with names replaced."""
        known = self._study.by_id.get(identifier)
        return isinstance(known, SourceVersion) and known.sha256 != version.sha256

    def title(self, version: SourceVersion) -> str:
        """Return the title of the source of a text."""
        return str(getattr(self._study.by_id.get(version.source_id), "title", version.source_id))
