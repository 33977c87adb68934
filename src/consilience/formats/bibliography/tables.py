"""Tables that databases export: Scopus, Web of Science and CNKI as CSV or Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consilience.formats.bibliography.affiliations import countries, organisations
from consilience.formats.bibliography.references import Reference, kind_word
from consilience.formats.numerals import cell_text
from consilience.formats.table import Table

# field: the names of its columns, the first that is there counts
_SCOPUS = {
    "organisations": ("Affiliations",),
    "title": ("Title",),
    "date": ("Year",),
    "kind": ("Document Type",),
    "identifier": ("DOI", "EID"),
    "description": ("Abstract",),
    "journal": ("Source title",),
    "authors": ("Author full names", "Authors"),
}
_WOS = {
    "organisations": ("Affiliations", "Addresses"),
    "countries": ("Addresses",),
    "title": ("Article Title",),
    "date": ("Publication Year",),
    "kind": ("Document Type",),
    "identifier": ("DOI", "UT (Unique WOS ID)"),
    "description": ("Abstract",),
    "journal": ("Source Title",),
    "authors": ("Author Full Names", "Authors"),
}
_CNKI = {
    "organisations": ("Organ-单位", "Organ-机构"),
    "title": ("Title-题名",),
    "date": ("Year-年", "PubTime-发表时间", "PubTime-出版时间"),
    "kind": ("SrcDatabase-来源库",),
    "identifier": ("DOI-DOI",),
    "description": ("Summary-摘要",),
    "journal": ("Source-文献来源", "Source-刊名"),
    "authors": ("Author-作者",),
}
_TOLD_BY: tuple[tuple[frozenset[str], Mapping[str, tuple[str, ...]]], ...] = (
    (frozenset({"Affiliations", "EID"}), _SCOPUS),
    (frozenset({"Article Title", "Addresses"}), _WOS),
    (frozenset({"Title-题名", "Author-作者"}), _CNKI),
)


def of_table(table: Table) -> Iterator[Reference] | None:
    """Return the references of a database's table; None if it is none of these."""
    for needed, fields in _TOLD_BY:
        if needed <= set(table.columns):
            return _references(table, fields)
    return None


def _references(table: Table, fields: Mapping[str, tuple[str, ...]]) -> Iterator[Reference]:
    place = {name: number for number, name in enumerate(table.columns)}
    columns = {
        field: [place[name] for name in names if name in place] for field, names in fields.items()
    }
    for row, cells in zip(table.rows, table.cells, strict=True):
        found = {field: _first(cells, places) for field, places in columns.items()}
        where = found.pop("organisations")
        yield Reference(
            line=row,
            organisations=organisations([where]),
            countries=countries([found.pop("countries", where)]),
            kind=kind_word(found.pop("kind")),
            authors=tuple(part.strip() for part in found.pop("authors").split(";") if part.strip()),
            **found,
        )


def _first(cells: tuple[str | int | float, ...], places: list[int]) -> str:
    texts = (cell_text(cells[place]).strip() for place in places)
    return next((text for text in texts if text), "")
