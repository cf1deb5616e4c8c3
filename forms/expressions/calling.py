"""The rules for calls of functions."""

from __future__ import annotations

import ast

from forms.expressions.checking import Checking, Part
from forms.expressions.dates import date_from_text, time_from_text
from forms.expressions.functions import (
    FUNCTION_NAMES,
    FUNCTIONS,
    LIST_FUNCTIONS,
    SPECIAL_FUNCTIONS,
    Function,
    ListFunction,
)
from forms.expressions.kinds import BOOLEAN, DATE, NUMBER, TIME, UNSURE, Kind, ListOf
from forms.expressions.problems import nearest

TODAY = "today"  # the name under which a scope holds the date that today() gives
_PLACES = {str(places) for places in range(11)}
_COUNTS = {"today": (0, 0), "round": (1, 2), "otherwise": (2, 2)}


def called(checking: Checking, node: ast.Call, arguments: list[Part]) -> Part:
    """A call of a function by its name."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in FUNCTIONS:
        return _plain(checking, node, name, FUNCTIONS[name], arguments)
    if name in LIST_FUNCTIONS:
        return _of_list(checking, node, name, LIST_FUNCTIONS[name], arguments)
    if name in SPECIAL_FUNCTIONS:
        return _special(checking, node, name, arguments)
    message = f"There is no function {checking.text(node.func)}."
    remedy = nearest(name, FUNCTION_NAMES)
    if name in checking.scope:
        message, remedy = f"{name} is an answer, not a function.", f"Write {name} without brackets."
    return checking.refuse("E212", node.func, message, remedy)


def _plain(checking: Checking, node: ast.Call, name: str, function: Function, arguments: list[Part]) -> Part:
    if not _check_count(checking, node, function.usage, arguments, len(function.takes)):
        return Part(None, function.gives, node)
    for argument, wanted in zip(arguments, function.takes, strict=True):
        _check_kind(checking, name, argument, (wanted,))
    return Part([name, *(argument.tree for argument in arguments)], function.gives, node)


def _of_list(
    checking: Checking, node: ast.Call, name: str, function: ListFunction, arguments: list[Part]
) -> Part:
    if len(arguments) == 1:
        return _of_one_list(checking, node, name, function, arguments[0])
    if not arguments or not function.items:
        message = f"{name}() is given {_values(len(arguments))}."
        return checking.refuse("E215", node, message, f"Write {function.usage}.")
    for argument in arguments:
        _check_kind(checking, name, argument, function.items)
    kind = _common(checking, name, arguments)
    items = ["list", *(argument.tree for argument in arguments)]
    return Part([name, items], function.gives or kind, node)


def _of_one_list(
    checking: Checking, node: ast.Call, name: str, function: ListFunction, argument: Part
) -> Part:
    item: Kind = UNSURE
    if isinstance(argument.kind, ListOf):
        item = argument.kind.item
    elif argument.kind is not UNSURE:
        message = f"{name}() needs a list, but {checking.text(argument.node)} is {argument.kind.phrase}."
        checking.report("E216", argument.node, message, f"Write {function.usage}.")
    if function.items and item is not UNSURE and item not in function.items:
        wanted = " or ".join(kind.phrase for kind in function.items)
        message = f"{name}() needs {wanted} in each place of the list, but finds {item.phrase}."
        checking.report("E216", argument.node, message, f"Write {function.usage}.")
        item = UNSURE
    return Part([name, argument.tree], function.gives or item, node)


def _special(checking: Checking, node: ast.Call, name: str, arguments: list[Part]) -> Part:
    least, most = _COUNTS.get(name, (1, 1))
    if not _check_count(checking, node, SPECIAL_FUNCTIONS[name], arguments, least, most):
        return Part(None, UNSURE, node)
    match name:
        case "today":
            return Part(["get", TODAY], DATE, node)
        case "known":
            return Part(["known", arguments[0].tree], BOOLEAN, node)
        case "otherwise":
            return _otherwise(checking, node, *arguments)
        case "round":
            return _round(checking, node, arguments)
        case _:
            return _moment(checking, node, name)


def _otherwise(checking: Checking, node: ast.Call, value: Part, fallback: Part) -> Part:
    kind = checking.unify(value, fallback)
    if kind is None:
        message = f"otherwise() is given {value.kind.phrase} and {fallback.kind.phrase}."
        return checking.refuse("E227", node, message, "Give a fallback of the same kind.")
    return Part(["otherwise", value.tree, fallback.tree], kind, node)


def _round(checking: Checking, node: ast.Call, arguments: list[Part]) -> Part:
    _check_kind(checking, "round", arguments[0], (NUMBER,))
    places = checking.text(arguments[1].node) if len(arguments) == 2 else "0"
    if places not in _PLACES:
        message = f"{places} is not a number of decimal places."
        return checking.refuse("E232", arguments[1].node, message, "Write a whole number from 0 to 10.")
    return Part(["round", arguments[0].tree, ["num", places]], NUMBER, node)


def _moment(checking: Checking, node: ast.Call, name: str) -> Part:
    read, kind = (date_from_text, DATE) if name == "date" else (time_from_text, TIME)
    written = node.args[0]
    text = written.value if isinstance(written, ast.Constant) else None
    if isinstance(text, str) and read(text) is not None:
        return Part([name, text], kind, node)
    message = f"{checking.text(written)} is not a {name}."
    remedy = f"Write an existing {name} in quotes, as in {SPECIAL_FUNCTIONS[name]}."
    checking.report("E230", written, message, remedy)
    return Part(None, kind, node)


def _check_kind(checking: Checking, name: str, argument: Part, wanted: tuple[Kind, ...]) -> None:
    if argument.kind is not UNSURE and argument.kind not in wanted:
        needed = " or ".join(kind.phrase for kind in wanted)
        written = checking.text(argument.node)
        message = f"{name}() needs {needed}, but {written} is {argument.kind.phrase}."
        checking.report("E216", argument.node, message, f"Give {name}() {needed}.")


def _check_count(
    checking: Checking,
    node: ast.Call,
    usage: str,
    arguments: list[Part],
    least: int,
    most: int | None = None,
) -> bool:
    if least <= len(arguments) <= (least if most is None else most):
        return True
    message = f"{checking.text(node.func)}() is given {_values(len(arguments))}."
    checking.report("E215", node, message, f"Write {usage}.")
    return False


def _common(checking: Checking, name: str, arguments: list[Part]) -> Kind:
    kinds = [argument.kind for argument in arguments if argument.kind is not UNSURE]
    for argument in arguments:
        if argument.kind is not UNSURE and argument.kind != kinds[0]:
            message = f"{name}() is given {kinds[0].phrase} and {argument.kind.phrase}."
            checking.report("E228", argument.node, message, "Give it values of one kind.")
            return UNSURE
    return kinds[0] if kinds else UNSURE


def _values(number: int) -> str:
    return {0: "no values", 1: "one value"}.get(number, f"{number} values")
