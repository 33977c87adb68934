"""Tables as LaTeX with the three rules of booktabs."""

from __future__ import annotations

from consilience.report.circles import Circle
from consilience.report.exports.plain import (
    breakable,
    caption,
    clean,
    column_shares,
    is_wide,
    note_cells,
)
from consilience.report.tables import Cell, Row, Table
from consilience.texts import Language, text

_LONG_TABLE = 30  # more rows than these may run over several pages
_PREAMBLE = r"""\usepackage{amssymb,array,booktabs,longtable,pdflscape}
\newcommand{\corepresent}{{\Large$\bullet$}}
\newcommand{\coreabsent}{{\Large$\otimes$}}
\newcommand{\peripheralpresent}{{\scriptsize$\bullet$}}
\newcommand{\peripheralabsent}{{\scriptsize$\otimes$}}
\newcommand{\ambiguouspresent}{{\Large$\circledcirc$}}
\newcommand{\ambiguousabsent}{{\Large$\oslash$}}
\newcommand{\corevalue}[1]{{\large\textbf{#1}}}
\newcommand{\peripheralvalue}[1]{{\scriptsize #1}}
\newcommand{\ambiguousvalue}[1]{{\large\textit{#1}}}"""
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"{$\sim$}",
    "^": r"\textasciicircum{}",
    "\u200b": r"\allowbreak{}",
    "\u00a0": "~",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\char34{}",
    "≥": r"$\geq$",
    "≤": r"$\leq$",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
_LEFT = r"\raggedright"
_ALIGNED = {"number": r"\raggedleft", "centre": r"\centering"}


def to_latex(tables: tuple[Table, ...], language: Language) -> str:
    r"""Write tables as LaTeX.

    Parameters
    ----------
    tables : tuple of Table
        The tables, in the order of their numbers.
    language : {"en", "zh"}
        Language of captions, notes and comments.

    Returns
    -------
    str
        The lines for the preamble, then the tables; LaTeX numbers them itself. Tables of more
        than 30 rows run over pages, those of more than 8 columns, or whose words need it, stand in
        landscape (conventions of this program). Every text is escaped.

    Raises
    ------
    AttributeError
        If something is no table.

    Examples
    --------
    >>> from consilience.report.tables import Cell, Row, Table
    >>> table = Table("t", (Cell("Set"),), (Row((Cell("~A_1"),)),), "Cases")
    >>> r"{$\sim$}A\_1 \\" in to_latex((table,), "en")
    True

    References
    ----------
    Fear, S. (2020). Publication quality tables in LaTeX: the booktabs package.
    """
    comments = [f"% {text(f'exports.latex.{name}', language)}" for name in ("about", "names")]
    parts = [
        *comments,
        f"% {text('exports.latex.chinese', language)}",
        r"% \usepackage{ctex}",
        _PREAMBLE,
        f"% {text('exports.latex.end', language)}",
    ]
    shown_tables = [_table(table, number, language) for number, table in enumerate(tables, 1)]
    return "\n".join(parts) + "\n\n" + "\n\n".join(shown_tables) + "\n"


def _table(table: Table, number: int, language: Language) -> str:
    heads = _line([_content(cell, language) for cell in table.columns])
    title = rf"\caption{{{_escaped(clean(table.caption))}}}\label{{tab:{table.key}}}"
    rows = [line for row in table.rows for line in _row(row, language)]
    note = "".join(_piece(cell) for cell in note_cells(table, language))
    closing = [r"\par\smallskip", rf"\parbox{{\linewidth}}{{\footnotesize {note}}}"]
    make = _long if len(table.rows) > _LONG_TABLE else _short
    inner = make(_columns(table, language), title, heads, rows, closing if note else [])
    lines = (
        [r"\begin{landscape}", *inner, r"\end{landscape}"] if is_wide(table, language) else inner
    )
    return "\n".join([f"% {caption(table, number, language)}", *lines])


def _short(columns: str, title: str, heads: str, rows: list[str], note: list[str]) -> list[str]:
    return [
        r"\begin{table}[htbp]",
        r"\centering\small",
        title,
        rf"\begin{{tabular}}{{{columns}}}",
        r"\toprule",
        heads,
        r"\midrule",
        *rows,
        r"\bottomrule",
        r"\end{tabular}",
        *note,
        r"\end{table}",
    ]


def _long(columns: str, title: str, heads: str, rows: list[str], note: list[str]) -> list[str]:
    top = [r"\toprule", heads, r"\midrule"]
    return [
        r"{\small",
        rf"\begin{{longtable}}{{{columns}}}",
        rf"{title}\\",
        *top,
        r"\endfirsthead",
        *top,
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *rows,
        r"\end{longtable}",
        *[rf"\noindent{line}" for line in note[1:]],
        "}",
    ]


def _columns(table: Table, language: Language) -> str:
    """Return a column of fixed width for each: with the gaps between them they fill the line."""
    return "".join(
        rf">{{{_ALIGNED.get(cell.kind, _LEFT)}\arraybackslash}}"
        rf"p{{\dimexpr{share:.4f}\linewidth-2\tabcolsep\relax}}"
        for cell, share in zip(table.columns, column_shares(table, language), strict=True)
    )


def _row(row: Row, language: Language) -> list[str]:
    cells = []
    for cell in row.cells:
        content = _content(cell, language)
        wide = rf"\multicolumn{{{cell.span}}}{{c}}{{{content}}}"
        cells.append(wide if cell.span > 1 else content)
    return [*([r"\midrule"] if row.ruled else []), _line(cells)]


def _line(cells: list[str]) -> str:
    """Return one line; a star or bracket at its start would belong to the break before it."""
    line = rf"{' & '.join(cells)} \\"
    return "{}" + line if line.startswith(("*", "[")) else line


def _content(cell: Cell, language: Language) -> str:
    return _circle(cell.circle) if cell.circle else _escaped(breakable(cell, language))


def _piece(cell: Cell) -> str:
    return _circle(cell.circle) if cell.circle else _escaped(cell.text)


def _circle(circle: Circle) -> str:
    if circle.multi_value:
        return rf"\{circle.role}value{{{circle.value}}}"
    return rf"\{circle.role}{('absent', 'present')[circle.value]}{{}}"


def _escaped(given: str) -> str:
    return "".join(_ESCAPES.get(one, one) for one in given)
