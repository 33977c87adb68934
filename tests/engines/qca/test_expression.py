from __future__ import annotations

import pytest

from consilience.errors import ArgumentError, DataError
from consilience.qca import Expression, Literal, negate, parse


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A", "A"),
        (" A * ~B +C ", "A*~B + C"),
        ("A[2]*B[0]", "A[2]*B[0]"),
        ("A{2}", "A[2]"),
        ("A[2,1,2]", "A[1,2]"),
        ("A*(B + C)", "A*B + A*C"),
        ("(A + B)*(A + C)", "A + B*C"),
        ("~(A + B*~C)", "~A*~B + ~A*C"),
        ("~~A", "A"),
        ("A*A", "A"),
        ("A + A*B", "A"),
        ("A*~A", "A*~A"),
        ("～Ａ＊Ｂ", "~A*B"),
        ("信任*~冲突协调", "信任*~冲突协调"),
        ("Q57.1*x_2", "Q57.1*x_2"),
        ("~A[0]", "~A[0]"),
    ],
)
def test_reads_and_shows(text: str, shown: str) -> None:
    assert str(parse(text)) == shown
    assert str(parse(shown)) == shown


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A*", 2),
        ("*A", 1),
        ("A + ", 3),
        ("(A", 2),
        ("A)", 2),
        ("A B", 3),
        ("A[1", 2),
        ("A[]", 2),
        ("A[1,]", 2),
        ("A-B", 2),
        ("[1]", 1),
        ("A**B", 3),
    ],
)
def test_names_the_place_of_a_wrong_sign(text: str, place: int) -> None:
    with pytest.raises(DataError) as caught:
        parse(text)
    assert f"place {place}" in str(caught.value)


def test_refuses_what_is_no_expression() -> None:
    for value in ("", "   ", 5, None):
        with pytest.raises(ArgumentError):
            parse(value)  # type: ignore[arg-type]  # what a tired user passes


def test_constants() -> None:
    assert str(Expression(())) == "0"
    assert str(negate(Expression(()))) == "1"
    assert str(negate(Expression(((),)))) == "0"


def test_conditions_are_listed_once_in_order() -> None:
    assert parse("B*A + ~A*C").conditions == ("B", "A", "C")


def test_opposite_of_a_literal() -> None:
    assert str(Literal("A", values=(2,)).opposite()) == "~A[2]"


def test_an_expression_that_explodes_is_refused() -> None:
    product = "*".join(f"(A{n} + B{n})" for n in range(20))
    with pytest.raises(DataError, match="2000"):
        parse(product)
