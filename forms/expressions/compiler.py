"""The rules of the language: one for each kind of syntax, and a clear error for all others."""

from __future__ import annotations

import ast
import re
import unicodedata
from dataclasses import replace

from forms.expressions.calling import called
from forms.expressions.checking import Checking, Part
from forms.expressions.comparing import compared
from forms.expressions.decimals import from_text
from forms.expressions.functions import FUNCTION_NAMES
from forms.expressions.kinds import BOOLEAN, DATE, NUMBER, TEXT, UNSURE, Choice, Group, Kind, ListOf
from forms.expressions.problems import nearest

_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_CONSTANTS = {"true": True, "false": False}
_REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Subscript: ("Square brackets cannot pick from a value", "Write a point and the part's name."),
    ast.NamedExpr: ("An expression cannot set a value", "Write == to compare two values."),
    ast.Lambda: ("An expression cannot define a function", "Use the functions that there are."),
    ast.ListComp: ("An expression cannot loop", "Write list.part to get a part of every row."),
    ast.GeneratorExp: ("An expression cannot loop", "Write list.part to get a part of every row."),
    ast.Dict: ("Curly brackets have no meaning", "Write a list in square brackets."),
    ast.Set: ("Curly brackets have no meaning", "Write a list in square brackets."),
    ast.Starred: ("A star cannot stand before a value", "Give the list itself."),
}


def compiled(checking: Checking, node: ast.expr) -> Part:
    """The checked part for a node of Python's syntax tree."""
    match node:
        case ast.Constant():
            return _constant(checking, node)
        case ast.Name():
            return _name(checking, node)
        case ast.Attribute():
            return _attribute(checking, node)
        case ast.Compare():
            parts = [compiled(checking, part) for part in (node.left, *node.comparators)]
            return compared(checking, node, parts)
        case ast.BoolOp():
            return _both_or_either(checking, node)
        case ast.UnaryOp():
            return _unary(checking, node)
        case ast.BinOp():
            return _arithmetic(checking, node)
        case ast.IfExp():
            return _if(checking, node)
        case ast.List() | ast.Tuple():
            return _list(checking, node)
        case ast.Call() if isinstance(node.func, ast.Name) and not node.keywords:
            return called(checking, node, [compiled(checking, part) for part in node.args])
        case _:
            return _refused(checking, node)


def _refused(checking: Checking, node: ast.expr) -> Part:
    message, remedy = _REFUSED.get(
        type(node), (f"{checking.text(node)} is not part of this language", "Write it more simply.")
    )
    return checking.refuse("E205", node, f"{message}.", remedy)


def _constant(checking: Checking, node: ast.Constant) -> Part:
    written = checking.reading.text(node)
    if isinstance(node.value, bool):
        return Part(node.value, BOOLEAN, node)
    if isinstance(node.value, str):
        return _text(checking, node, node.value, written)
    if isinstance(node.value, int | float):
        return _number(checking, node, written)
    if node.value is None:
        message, remedy = "None is not a value here.", "Write not known(…) to ask for a missing answer."
        return checking.refuse("E205", node, message, remedy)
    return _refused(checking, node)


def _text(checking: Checking, node: ast.Constant, value: str, written: str) -> Part:
    if written[1:-1] != value and written.translate(_BLANKS)[1:-1] != value:
        message = "This text is not written between one pair of quotes."
        remedy = "Use one quote at each end; join texts with +, and separate those of a list by commas."
        return checking.refuse("E209", node, message, remedy)
    return Part(unicodedata.normalize("NFC", value), TEXT, node)


_BLANKS = str.maketrans("\t\n\r", "   ")


def _number(checking: Checking, node: ast.Constant, written: str) -> Part:
    # From the source text, because Python has rounded the number to binary.
    plain = f"0{written}" if written.startswith(".") else written.removesuffix(".")
    number = from_text(plain)
    if number is None:
        message = f"{checking.text(node)} is too long for a number."
        return checking.refuse("E208", node, message, "Write at most 40 digits.")
    return Part(["num", format(number, "f")], NUMBER, node)


def _name(checking: Checking, node: ast.Name) -> Part:
    name = node.id
    if name in checking.scope:
        checking.names.add(name)
        return Part(["get", name], checking.scope[name], node)
    if name in _CONSTANTS:
        return Part(_CONSTANTS[name], BOOLEAN, node)
    return checking.refuse("E211", node, f"There is no field {name} here.", _suggestion(checking, name))


def _suggestion(checking: Checking, name: str) -> str:
    if name.lower() in _CONSTANTS:
        return f"Write {name.lower()}."
    if name.lower() in {"null", "none", "undefined", "empty", "blank"}:
        return "Write not known(…) to ask for a missing answer."
    if name in FUNCTION_NAMES:
        return f"Write {name}(…) with brackets to call the function."
    asked = re.search(rf"([\w.]+)\s*==\s*{name}\b", checking.reading.source)
    if name in {"yes", "no"} and asked and checking.scope.get(asked[1]) is BOOLEAN:
        return f"Write {asked[1]} alone." if name == "yes" else f"Write not {asked[1]}."
    options = {option for kind in checking.scope.values() for option in _options(kind)}
    if name in options or name in {"yes", "no"}:
        return f"Write '{name}' in quotes for the option, or the name of a field."
    return nearest(name, checking.scope)


def _options(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, ListOf):
        return _options(kind.item)
    return kind.options if isinstance(kind, Choice) else ()


def _attribute(checking: Checking, node: ast.Attribute) -> Part:
    if not isinstance(node.value, ast.Name | ast.Attribute):
        message = "A part can only be asked of a name."
        return checking.refuse("E214", node, message, "Write the name of a field before the point.")
    whole = compiled(checking, node.value)
    group = whole.kind.item if isinstance(whole.kind, ListOf) else whole.kind
    if group is UNSURE or not isinstance(whole.tree, list):
        return replace(whole, kind=UNSURE, node=node)
    if not isinstance(group, Group):
        message = f"{checking.text(node.value)} is {whole.kind.phrase} and has no parts."
        return checking.refuse("E214", node, message, f"Write {checking.text(node.value)} alone.")
    if node.attr not in group.fields:
        message = f"{checking.text(node.value)} has no part {node.attr}."
        return checking.refuse("E213", _last(node), message, nearest(node.attr, group.fields))
    kind = group.fields[node.attr]
    if isinstance(whole.kind, ListOf):
        kind = kind if isinstance(kind, ListOf) else ListOf(kind)
    return Part([*whole.tree, node.attr], kind, node)


def _last(node: ast.Attribute) -> ast.expr:
    end = node.end_col_offset or 0
    return ast.Name(node.attr, col_offset=end - len(node.attr), end_col_offset=end)


def _both_or_either(checking: Checking, node: ast.BoolOp) -> Part:
    word = "and" if isinstance(node.op, ast.And) else "or"
    parts = [_condition(checking, value) for value in node.values]
    return Part([word, *(part.tree for part in parts)], BOOLEAN, node)


def _condition(checking: Checking, node: ast.expr) -> Part:
    part = compiled(checking, node)
    if part.kind not in (BOOLEAN, UNSURE):
        written = checking.text(node)
        remedy = f"Compare it, as in {written} == …, or write known({written})."
        if isinstance(part.kind, Choice) and part.kind.options:
            remedy = f"Compare it with an option, as in {written} == '{part.kind.options[0]}'."
        message = f"{written} is {part.kind.phrase}, not a yes/no answer."
        checking.report("E226", node, message, remedy)
    return part


def _unary(checking: Checking, node: ast.UnaryOp) -> Part:
    if isinstance(node.op, ast.Not):
        return Part(["not", _condition(checking, node.operand).tree], BOOLEAN, node)
    if not isinstance(node.op, ast.USub):
        message = f"{checking.text(node)} begins with a sign that has no meaning."
        return checking.refuse("E205", node, message, "Leave the sign out.")
    part = compiled(checking, node.operand)
    if part.kind not in (NUMBER, UNSURE):
        message = f"{checking.text(part.node)} is {part.kind.phrase}, so it has no negative."
        return checking.refuse("E225", node, message, "Put the minus before a number.")
    return Part(["neg", part.tree], NUMBER, node)


def _arithmetic(checking: Checking, node: ast.BinOp) -> Part:
    left, right = compiled(checking, node.left), compiled(checking, node.right)
    sign = _ARITHMETIC.get(type(node.op))
    if sign is None:
        message = "This language calculates with +, -, * and / only."
        remedy = "Write and, or, not for conditions, floor(a / b) for whole division."
        return checking.refuse("E205", node, message, remedy)
    if UNSURE in (left.kind, right.kind):
        return Part(None, UNSURE, node)
    match (left.kind, sign, right.kind):
        case (first, _, second) if first is NUMBER and second is NUMBER:
            return Part([sign, left.tree, right.tree], NUMBER, node)
        case (first, "+", second) if first is TEXT and second is TEXT:
            return Part(["join", left.tree, right.tree], TEXT, node)
        case (first, "+", second) if first is DATE and second is NUMBER:
            return Part(["add_days", left.tree, right.tree], DATE, node)
        case (first, "-", second) if first is DATE and second is NUMBER:
            return Part(["add_days", left.tree, ["neg", right.tree]], DATE, node)
        case _:
            return _no_arithmetic(checking, node, left, right)


def _no_arithmetic(checking: Checking, node: ast.BinOp, left: Part, right: Part) -> Part:
    message = (
        f"{checking.text(left.node)} is {left.kind.phrase} and {checking.text(right.node)} is "
        f"{right.kind.phrase}; they cannot be calculated with each other."
    )
    remedy = "Calculate with two numbers, join two texts with +, or add a number of days to a date."
    if left.kind is DATE and right.kind is DATE:
        remedy = "Write days_between(start, end)."
    return checking.refuse("E225", node, message, remedy)


def _if(checking: Checking, node: ast.IfExp) -> Part:
    condition = _condition(checking, node.test)
    yes, no = compiled(checking, node.body), compiled(checking, node.orelse)
    kind = checking.unify(yes, no)
    if kind is None:
        message = f"The outcome is {yes.kind.phrase} or else {no.kind.phrase}."
        return checking.refuse("E227", node, message, "Give both outcomes the same kind.")
    return Part(["if", condition.tree, yes.tree, no.tree], kind, node)


def _list(checking: Checking, node: ast.List | ast.Tuple) -> Part:
    parts = [compiled(checking, item) for item in node.elts]
    if not parts:
        message, remedy = "The list is empty.", "Write at least one value between the brackets."
        return checking.refuse("E228", node, message, remedy)
    for part in parts:
        if isinstance(part.kind, ListOf):
            message = f"{checking.text(part.node)} is a list inside a list."
            return checking.refuse("E228", part.node, message, "Write single values between the brackets.")
    whole = parts[0]
    for part in parts[1:]:
        kind = checking.unify(whole, part)
        if kind is None:
            message = f"The list holds {whole.kind.phrase} and {part.kind.phrase}."
            return checking.refuse("E228", part.node, message, "Give all values the same kind.")
        whole = replace(whole, kind=kind)
    return Part(["list", *(part.tree for part in parts)], ListOf(whole.kind), node)
