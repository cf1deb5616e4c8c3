"""The shared vectors hold in Python; tests/browser/test_expressions_agree.py holds them in the page."""

from forms.expressions import compile_expression, evaluate
from tests.each import each, named
from tests.fuzz.encoding import decode_scope, encode
from tests.vectors.expressions import Vector, vectors


@each(named(vectors()))
def test_a_vector_gives_its_result(vector: Vector) -> None:
    expression = compile_expression(vector.source, vector.kinds)
    assert encode(evaluate(expression.tree, decode_scope(vector.scope))) == vector.result


def test_there_are_enough_vectors_and_no_two_are_the_same() -> None:
    described = [str(vector) for vector in vectors()]
    assert len(described) >= 150
    assert len(set(described)) == len(described)
