"""A game as a paper prints it in LaTeX: payoffs, replicator equations, conditions of the ESS."""

from __future__ import annotations

import re

from consilience.games.equations import equations
from consilience.games.game import Game
from consilience.games.payoff_table import form_argument
from consilience.games.printing import grouped_latex
from consilience.games.reading import cells_of
from consilience.games.records import Form
from consilience.games.values import Values, known_values
from consilience.games.vertices import departures, vertices

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}


def latex(game: Game, values: Values = None) -> str:
    r"""Write payoffs, replicator equations and ESS conditions as LaTeX (package amsmath).

    Parameters
    ----------
    game
        The game. Payoffs by profile are left out where they depend on shares.
    values
        As in :meth:`Game.vertices`, between the conditions of the table and the kinds: with a
        value for every parameter, kinds stand beside the conditions.

    Returns
    -------
    str
        Two tables and an ``align`` environment, for a document with amsmath (and ctex for
        Chinese).

    Raises
    ------
    ArgumentError
        If the game is none, or a value is no finite number.
    UnknownNameError
        If a name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> print(latex(Game.from_dict(EXAMPLE)).split("\n\n")[1])
    \begin{align}
    \frac{d x}{dt} &= x (1 - x) \left[R - C + W y\right] \\
    \frac{d y}{dt} &= y (1 - y) \left[R - C + W x\right]
    \end{align}

    References
    ----------
    Taylor and Jonker (1978), Evolutionary Stable Strategies and Game Dynamics.
    """
    form = form_argument(game, "latex")
    known_values(form, values, "latex")
    parts = [_payoffs(form), equations(form).latex(), _conditions(form, values)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _payoffs(form: Form) -> str:
    cells = cells_of(form)
    if cells is None:
        return ""
    names = [_text(item.name) for item in form.populations]
    head = [*names, *(rf"$u_{{\text{{{name}}}}}$" for name in names)]
    rows = [
        [*map(_text, form.names(profile)), *(f"${grouped_latex(item, ())}$" for item in row)]
        for profile, row in cells.items()
    ]
    return _table(head, rows)


def _conditions(form: Form, values: Values) -> str:
    found = vertices(form, values, "latex")
    kinds = [item.kind for item in found.vertices]
    head = [*(_text(item.name) for item in form.populations), "ESS if", *(["kind"] * all(kinds))]
    rows = []
    for profile, kind in zip(form.profiles(), kinds, strict=True):
        lines = [f"${grouped_latex(gain, ())} < 0$" for _, _, gain in departures(form, profile)]
        rows.append([*map(_text, form.names(profile)), ", ".join(lines), *([kind] * all(kinds))])
    return _table(head, rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [" & ".join(row) + r" \\" for row in rows]
    inner = "\n".join([r"\hline", " & ".join(head) + r" \\", r"\hline", *lines, r"\hline"])
    return f"\\begin{{tabular}}{{{'l' * len(head)}}}\n{inner}\n\\end{{tabular}}"


def _text(name: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _ESCAPED[found[0]], name)
