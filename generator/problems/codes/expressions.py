"""E2xx: a condition or calculation is wrong; docs/expressions.md explains the language."""

from forms.expressions import PROBLEMS
from generator.problems.codes import Code

TITLE = "Conditions and calculations"

CODES = {code: Code(explanation) for code, explanation in PROBLEMS.items()}
