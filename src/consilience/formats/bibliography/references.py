"""References as a table: one row a record, with its organisations, whatever the export."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from consilience.formats.bibliography.affiliations import countries, organisations
from consilience.formats.bibliography.bibtex import Entry
from consilience.formats.bibliography.tags import TagRecord

COLUMNS = (
    *("title", "date", "organisations", "country", "kind", "identifier", "description"),
    *("journal", "authors"),
)
SEPARATOR = "\n"  # of the organisations in one cell: their names may hold all other signs
_KINDS = (
    ("patent", "patent pat 专利"),
    ("thesis", "thesis dissertation thes 硕士 博士 学位"),
    ("conference paper", "conf cpaper proceedings 会议"),
    ("report", "report rprt 报告 成果"),
    ("standard", "stand 标准"),
    ("book", "book chap monograph 图书"),
    ("paper", "jour article 期刊 review"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One record: ``line`` is where it begins in the file, the header of a table being line 1."""

    line: int
    title: str
    date: str = ""
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kind: str = ""
    identifier: str = ""
    description: str = ""
    journal: str = ""
    authors: tuple[str, ...] = ()

    def cells(self) -> tuple[str, ...]:
        """Return the record as a row with the columns :data:`COLUMNS`."""
        return (
            self.title,
            self.date,
            SEPARATOR.join(self.organisations),
            "; ".join(self.countries),
            self.kind,
            self.identifier,
            self.description,
            self.journal,
            "; ".join(self.authors),
        )


def kind_word(printed: str) -> str:
    """Return what kind of record a database's word means; the word itself where none is known.

    Examples
    --------
    >>> kind_word("JOUR"), kind_word("Dissertation/Thesis"), kind_word("MAP")
    ('paper', 'thesis', 'map')
    """
    word = printed.strip().casefold()
    for kind, signs in _KINDS:
        if any(sign in word for sign in signs.split()):
            return kind
    return word


def of_entries(entries: Iterable[Entry]) -> Iterator[Reference]:
    """Yield the references of BibTeX entries."""
    for one in entries:
        get = one.fields.get
        texts = _some(get, "affiliations", "affiliation")
        texts = texts or _some(get, "institution", "organization", "school", "holder", "assignee")
        names = re.split(r"\s+and\s+", get("author", ""))
        month = get("month", "")
        year = get("date") or get("year", "")
        yield Reference(
            line=one.line,
            title=_joined(get("title", "")),
            date=f"{month} {year}" if month.isalpha() and len(year) == 4 else year,
            organisations=organisations(map(_unsigned, texts)),
            countries=countries(map(_unsigned, texts)),
            kind=kind_word(get("type", "") if one.kind == "misc" else one.kind),
            identifier=get("doi") or get("number", "") * (one.kind == "patent"),
            description=_joined(get("abstract", "")),
            journal=_joined(get("journal") or get("booktitle", "")),
            authors=tuple(_joined(name) for name in names if name.strip()),
        )


def of_tags(records: Iterable[TagRecord], style: str) -> Iterator[Reference]:
    """Yield the references of records with tags."""
    made = {
        "ris": _of_ris,
        "wos": _of_wos,
        "wos table": _of_wos,
        "refworks": _of_refworks,
        "endnote": _of_endnote,
        "noteexpress": _of_noteexpress,
        "cnki": _of_cnki,
    }[style]
    return map(made, records)


def _of_ris(one: TagRecord) -> Reference:
    places = one.all("AD", "C3", "PA")
    return Reference(
        line=one.line,
        title=one.first("TI", "T1", "CT", "BT"),
        date=one.first("DA", "PY", "Y1", "YR").rstrip("/"),
        organisations=organisations(places),
        countries=countries(places),
        kind=kind_word(one.first("TY")),
        identifier=one.first("DO", "M3") if "10." in one.first("DO", "M3") else one.first("DO"),
        description=one.first("AB", "N2"),
        journal=one.first("JO", "JF", "T2", "JA"),
        authors=tuple(one.all("AU", "A1")),
    )


def _of_wos(one: TagRecord) -> Reference:
    places = one.all("C1", "RP")
    named = [" ".join(one.all("C3"))] if one.all("C3") else one.all("AE") or places
    return Reference(
        line=one.line,
        title=" ".join(one.all("TI")),
        date=one.first("PY", "EY") or one.first("PD"),
        organisations=organisations(named),
        countries=countries(places),
        kind=kind_word(one.first("DT") or {"P": "patent"}.get(one.first("PT"), "article")),
        identifier=one.first("DI", "PN", "UT"),
        description=" ".join(one.all("AB")),
        journal=" ".join(one.all("SO")),
        authors=tuple(one.all("AF", "AU")),
    )


def _of_refworks(one: TagRecord) -> Reference:
    return Reference(
        line=one.line,
        title=one.first("T1"),
        date=one.first("YR", "FD"),
        organisations=organisations(one.all("AD", "PB")),
        countries=countries(one.all("AD")),
        kind=kind_word(one.first("RT")),
        identifier=one.first("DO"),
        description=one.first("AB"),
        journal=one.first("JF", "JO"),
        authors=_divided(one.all("A1")),
    )


def _of_endnote(one: TagRecord) -> Reference:
    return Reference(
        line=one.line,
        title=one.first("T"),
        date=one.first("D", "8"),
        organisations=organisations(one.all("+")),
        countries=countries(one.all("+")),
        kind=kind_word(one.first("0")),
        identifier=one.first("R"),
        description=one.first("X"),
        journal=one.first("J", "B"),
        authors=_divided(one.all("A")),
    )


def _of_noteexpress(one: TagRecord) -> Reference:
    kind = kind_word(one.first("Reference Type"))
    # of a patent the applicants stand as subsidiary authors
    applicants = one.all("Subsidiary Author") if kind == "patent" else []
    places = applicants or one.all("Author Address", "Publisher")
    return Reference(
        line=one.line,
        title=one.first("Title"),
        date=one.first("Year", "Date"),
        organisations=organisations(places),
        countries=countries(one.all("Author Address")),
        kind=kind,
        identifier=one.first("DOI") or one.first("Notes") * (kind == "patent"),
        description=one.first("Abstract"),
        journal=one.first("Journal", "Source", "Secondary Title"),
        authors=_divided(one.all("Author")),
    )


def _of_cnki(one: TagRecord) -> Reference:
    return Reference(
        line=one.line,
        title=one.first("Title"),
        date=one.first("Year", "PubTime"),
        organisations=organisations(one.all("Organ", "Applicant")),
        countries=countries(one.all("Organ")),
        kind=kind_word(one.first("SrcDatabase")),
        identifier=one.first("DOI"),
        description=one.first("Summary"),
        journal=one.first("Source"),
        authors=_divided(one.all("Author")),
    )


def _divided(values: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in re.split(r"[;；]", value))
    return tuple(part for part in parts if part)


def _some(get: Callable[[str], str | None], *names: str) -> list[str]:
    return [value for name in names if (value := get(name))][:1]


def _joined(value: str) -> str:
    return " ".join(value.split())


def _unsigned(value: str) -> str:
    """Return the addresses of a BibTeX entry of Web of Science without the authors in front."""
    lines = value.splitlines()
    return "\n".join(
        re.sub(r"^.*?\((?:Corresponding|Reprint) Author\),\s*", "", one) for one in lines
    )
