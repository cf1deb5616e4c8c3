"""Expressions: the small typed language of conditions and calculations in form specs."""

from pathlib import Path

from forms.expressions.calling import TODAY
from forms.expressions.evaluate import Tree, evaluate
from forms.expressions.expression import RESERVED_NAMES, Expression, compile_expression
from forms.expressions.functions import FUNCTION_NAMES
from forms.expressions.kinds import (
    BOOLEAN,
    DATE,
    NUMBER,
    OPAQUE,
    TEXT,
    TIME,
    Choice,
    Group,
    Kind,
    ListOf,
)
from forms.expressions.problems import PROBLEMS, ExpressionError, ExpressionProblem
from forms.expressions.values import Value, is_of

EVALUATE_JS = Path(__file__).with_name("evaluate.js")
"""The browser's evaluator: a plain script that defines ``evaluateExpression``."""

__all__ = [
    "BOOLEAN",
    "DATE",
    "EVALUATE_JS",
    "FUNCTION_NAMES",
    "NUMBER",
    "OPAQUE",
    "PROBLEMS",
    "RESERVED_NAMES",
    "TEXT",
    "TIME",
    "TODAY",
    "Choice",
    "Expression",
    "ExpressionError",
    "ExpressionProblem",
    "Group",
    "Kind",
    "ListOf",
    "Tree",
    "Value",
    "compile_expression",
    "evaluate",
    "is_of",
]
