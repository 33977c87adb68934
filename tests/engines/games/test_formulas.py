"""Formulas: the user's own symbols, exact numbers, errors that point to the cell."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from consilience.errors import DataError
from consilience.games.expressions import exact, parse
from consilience.games.polynomial import Polynomial, constant, raised, symbol
from consilience.games.printing import grouped_latex, grouped_text, number_text, polynomial_text

NAMES = ("a", "b", "c", "I", "E", "S", "N", "beta", "gamma", "lambda", "成本", "C_S", "exp_rate")
KNOWN = {name: symbol(name) for name in NAMES}


def read(text: str) -> Polynomial:
    return parse(text, KNOWN, "cell")


def value(text: str, **values: str) -> float:
    numbers = {name: Fraction(given) for name, given in values.items()}
    found = read(text).at(numbers).constant()
    assert found is not None
    return float(found)


@pytest.mark.parametrize("name", NAMES)
def test_a_symbol_means_nothing_but_itself(name: str) -> None:
    assert read(name).symbols() == {name}
    assert read(f"{name} - {name}") == constant(0)


def test_numbers_are_exact() -> None:
    assert read("0.1 + 0.2") == constant(Fraction(3, 10))
    assert read("1/3 * 3") == constant(1)
    assert read("2.5e-1") == constant(Fraction(1, 4))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-a^2", -9),
        ("2^-1", 0.5),
        ("2**3**1", 8),
        ("2^3^2", 512),
        ("a/b*b", 3),
        ("a - b - 1", 0),
        ("--a", 3),
        ("+a", 3),
        ("(a + b)*(a - b)", 5),
        ("(a + b)^2", 25),
        ("（a＋b）×2÷5", 2),
        ("max(a, b) - min(a, b)", 1),
        ("abs(b - a)", 1),
        ("sqrt(a + 1)", 2),
        ("ln(exp(b))", 2),
        ("log(exp(b))", 2),
        ("a^(b - 1)", 3),
        ("1/(a + b)", 0.2),
        ("(2*a + 2*b)^-1 * 10", 1),
        ("(a + b + 4)^0.5", 3),
        ("a^b", 9),
        ("((0 - a)^2)^0.5", 3),
        ("(a*b - 2)^0.5", 2),
        ("(-b*(0 - b))^(1/2)", 2),
        ("sqrt(a*a)", 3),
        ("abs(exp(0))", 1),
    ],
)
def test_formulas_have_their_usual_meaning(text: str, expected: float) -> None:
    assert value(text, a="3", b="2") == pytest.approx(expected)


def test_roots_of_squares_are_exact() -> None:
    assert read("sqrt(4/9)") == constant(Fraction(2, 3))
    assert read("sqrt(2)") != read("1.4142135")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("2a", "sign is missing before a"),
        ("2(a)", r"sign is missing before \("),
        ("a b", "sign is missing before b"),
        ("(a b)", "sign is missing before b"),
        ("1.2.3", "sign is missing before .3"),
        ("a +", "ends too early"),
        ("a * / b", "/ .at 5. cannot stand there"),
        ("a)", r"\) .at 2. cannot stand there"),
        ("(a", "bracket at 1 is not closed"),
        ("max(a, b", "bracket at 4 is not closed"),
        ("a = b", "= .at 3. cannot stand there"),
        ("__import__('os')", "' .at 12. cannot stand there"),
        ("lamda", "did you mean lambda"),
        ("qqq", "neither a parameter nor a share"),
        ("exp", "neither a parameter nor a share"),
        ("max(a)", "takes 2"),
        ("sqrt(-1)", "cell: sqrt is not defined at -1"),
        ("log(0)", "cell: log is not defined at 0"),
        ("exp(1000)", "exp is not defined"),
        ("(-2)^0.5", "power is not defined"),
        ("a/0", "cell: a division by zero"),
        ("a^1000", "powers above 100"),
        ("(a + b + c + I + E)^40", "more than 10000 terms"),
        ("(" * 100 + "a" + ")" * 100, "too many brackets"),
        ("-" * 100 + "a", "too many brackets"),
        ("a" * 20_000, "longer than"),
        ("a, b", ", .at 2. cannot stand there"),
    ],
)
def test_errors_name_the_cell_and_the_place(text: str, words: str) -> None:
    with pytest.raises(DataError, match=words) as caught:
        read(text)
    assert "cell" in str(caught.value)
    assert "cell" in caught.value.sentence("zh")


@pytest.mark.parametrize(
    "text",
    [
        "a*b - a*2/3 + I/(1 + a)",
        "exp(-a)*b^2",
        "(a + b)^c",
        "a^-2 + a^0.5",
        "R - 1".replace("R", "成本"),
        "(1 - a)*(1 - b)*c",
        "max(a, 3)*N - 3*a/7",
        "beta*(1 - gamma)*(C_S - E) - lambda*C_S",
        "2*a*b + 2*a - b*c - c",
        "a/7 - b/7",
        "0*a",
        "a*a + a",
        "-a - b",
    ],
)
def test_text_reads_again_as_what_it_stands_for(text: str) -> None:
    found = read(text)
    assert read(polynomial_text(found)) == found
    assert read(grouped_text(found, ["a", "b"])) == found


def test_common_factors_stand_in_front() -> None:
    assert polynomial_text(read("R*1 - R*a".replace("R", "c"))) == "c*(1 - a)"
    assert polynomial_text(read("(1 - a)*(1 - b)")) == "(1 - b)*(1 - a)"
    assert polynomial_text(read("a*b*c - 成本")) == "a*b*c - 成本"


def test_latex_writes_greek_letters_indices_and_chinese() -> None:
    assert grouped_latex(read("lambda*C_S/3 + 成本^2"), []) == (
        r"\text{成本}^{2} + \tfrac{1}{3} C_{S} \lambda"
    )
    assert grouped_latex(read("(1 - beta)*exp_rate"), []) == (
        r"\mathit{exp}_{\mathit{rate}} \left(1 - \beta\right)"
    )
    assert grouped_latex(read("1/(1 + a) + exp(b) + (a + 1)^b"), []).count(r"\left") == 3
    assert grouped_latex(read("0"), []) == "0"


@pytest.mark.parametrize(
    ("given", "shown"),
    [("0.1", "0.1"), ("-3.15", "-3.15"), ("1/3", "1/3"), ("12", "12"), ("1/1024", "0.0009765625")],
)
def test_numbers_are_written_as_people_write_them(given: str, shown: str) -> None:
    assert number_text(Fraction(given)) in {shown, given}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (0.1, Fraction(1, 10)),
        ("0.1", Fraction(1, 10)),
        (" -2/6 ", Fraction(-1, 3)),
        (3, Fraction(3)),
        (Fraction(1, 7), Fraction(1, 7)),
        (np.float64(0.25), Fraction(1, 4)),
        (np.int64(4), Fraction(4)),
        ("1/0", None),
        ("x", None),
        (True, None),
        (None, None),
        (float("nan"), None),
        (float("inf"), None),
        ([1], None),
    ],
)
def test_exact_takes_numbers_only(given: object, found: Fraction | None) -> None:
    assert exact(given) == found


def test_what_is_no_polynomial_stays_closed_until_its_values_are_known() -> None:
    found = read("1/(1 + a) - 1/(2 + 2*a)*2")
    assert found == constant(0)
    closed = read("exp(a)*b + 1/(a + b)")
    assert closed.symbols() == {"a", "b"}
    part = closed.substitute({"a": constant(0)})
    assert part == read("b + 1/b")
    assert closed.substitute({"c": constant(0)}) is closed
    assert raised(read("a + b"), constant(2)) == read("a^2 + 2*a*b + b^2")
    assert read("a^3*b").derivative("a") == read("3*a^2*b")
    assert hash(read("a + b")) == hash(read("b + a"))
