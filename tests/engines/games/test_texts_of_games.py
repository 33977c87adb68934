"""Games as Markdown and as LaTeX."""

from __future__ import annotations

from typing import Any

import pytest

from consilience.errors import ConsilienceError
from consilience.games import Game, game_from_markdown, latex, symmetric
from consilience.games.game import EXAMPLE
from engines.games.samples import two_by_two

TEXT = """
# Our game

| 企业 | 政府 | 企业的收益 | 政府的收益 |
|:--|:-:|--:|---|
| 合作 | 补贴 | `R - C + s` | b - s |
| 合作 | 不补贴 | R - C | b |
| 观望 | 补贴 | 0 | 0
| 观望 | 不补贴 | 0 | 0 |

Some words | with a bar that is no table.

参数 | 取值 | 上限 | 含义
--- | --- | --- | ---
R | 3 | | 收入 \\| 年
C | 7/2 | 9 |
s | 1 | |
b | 2 | |

| other | table |
| - | - |
| with | a row |

| empty |
| - |
"""


def test_markdown_is_the_table_that_it_shows() -> None:
    game = game_from_markdown(TEXT)
    assert [item.name for item in game.populations] == ["企业", "政府"]
    by_name = {item.name: item for item in game.parameters}
    assert str(by_name["C"].value) == "7/2"
    assert by_name["C"].high == 9
    assert by_name["R"].meaning == "收入 | 年"
    assert game.vertices().stable == ()
    assert game_from_markdown(TEXT, {"C": 1}).vertices().stable == (("合作", "不补贴"),)
    defined = game_from_markdown(TEXT.replace("R - C + s", "G + s"), None, {"G": "R - C"})
    assert defined.equations() == game.equations()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no table at all", "no Markdown table"),
        ("| parameter | value |\n| - | - |\n| a | 1 |", "no Markdown table"),
        ("| firm | payoff of firm |\n| - | - |\n| yes | 1 | 2 |", "3 cells, its head 2"),
        ("| firm | payoff of firm |\n| - | - |\n| yes |\n| no | 0 |", "formula is empty"),
        ("| firm | payoff of firm |\n| - | - |\n| yes | 2a |\n| no | 0 |", "firm .yes."),
        ("| parameter | size |\n| - | - |\n| a | 1 |", "size is no column"),
        ("| firm | profit |\n| - | - |\n| yes | 1 |", "no partner"),
        (None, "text"),
    ],
)
def test_markdown_that_is_no_game(text: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        game_from_markdown(text)
    with pytest.raises(ConsilienceError, match="parameters"):
        game_from_markdown(TEXT, 5)  # type: ignore[arg-type]


def test_latex_has_payoffs_equations_and_conditions() -> None:
    parts = latex(Game.from_dict(EXAMPLE)).split("\n\n")
    assert len(parts) == 3
    assert r"cooperate & cooperate & $R + W - C$ & $R + W - C$ \\" in parts[0]
    assert r"wait & wait & $R - C < 0$, $R - C < 0$ & ESS \\" in parts[2]
    bare = Game.from_dict({**EXAMPLE, "parameters": dict.fromkeys("RCW")})
    assert "kind" not in latex(bare).split("\n\n")[2]
    assert latex(bare, {"R": 4, "C": 5, "W": "5.5"}) == latex(Game.from_dict(EXAMPLE))


def test_latex_escapes_names_and_leaves_out_what_depends_on_shares() -> None:
    game = two_by_two([["beta_0", 0], [0, 0]], [[0, 0], [0, 0]], beta_0=1)
    assert r"\beta_{0}" in latex(game)
    named = Game.from_dict(
        {
            "populations": [{"name": "R&D_1", "strategies": ["50 %", "a^b~c\\{d}#$"]}],
            "advantages": {"R&D_1": "1"},
        }
    )
    written = latex(named)
    assert r"R\&D\_1" in written
    assert r"50 \%" in written
    assert r"a\textasciicircum{}b\textasciitilde{}c\textbackslash{}\{d\}\#\$" in written
    assert len(latex(symmetric([[1, 2], [3, 4]])).split("\n\n")) == 2
    with pytest.raises(ConsilienceError, match="game of latex"):
        latex(5)  # type: ignore[arg-type]
    with pytest.raises(ConsilienceError, match="values"):
        latex(game, {"gamma": 1})
