"""Whether what a template is given is exactly what `forms.pages` declares, key by key and entry by entry."""

from __future__ import annotations

import collections.abc
import types
import typing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import jinja2
import pytest

from forms.pages.contexts import DESKS, given_to, given_to_desk

_FOLDERS = {"articles": "article", "facts": "fact", "portal": "portal"}


def kind_of(name: str) -> str:
    """The template behind a file of the output: ``en/forms/permit.place.html`` is a ``form``."""
    folder, _, file = name.removesuffix(".html").partition("/")[2].rpartition("/")
    if folder == "forms":
        return "start" if file.endswith(".start") else "form"
    return _FOLDERS.get(folder.partition("/")[0], file)


def differences(hint: Any, value: Any, path: str = "") -> Iterator[str]:
    """Where a value is not what its annotation says."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        found = [list(differences(one, value, path)) for one in arguments]
        yield from min(found, key=len)
    elif origin is Literal:
        yield from [] if value in arguments else [f"{path}: {value!r} is none of {arguments}"]
    elif is_typeddict(hint):
        yield from _entries(get_type_hints(hint), value, path)
    elif origin is collections.abc.Callable:
        yield from [] if callable(value) else [f"{path} cannot be called"]
    elif origin is collections.abc.Mapping:
        yield from [] if isinstance(value, Mapping) else [f"{path} is no mapping"]
        for key in dict(value):
            yield from differences(arguments[1], value[key], f"{path}[{key!r}]")
    elif origin in (collections.abc.Sequence, collections.abc.Collection):
        kinds = (list, tuple) if origin is collections.abc.Sequence else (list, tuple, set, frozenset)
        yield from [] if isinstance(value, kinds) else [f"{path} is {type(value).__name__}"]
        for number, one in enumerate(value):
            yield from differences(arguments[0], one, f"{path}[{number}]")
    elif getattr(hint, "_is_protocol", False):
        names = [name for name in vars(hint) if not name.startswith("_")]
        yield from (f"{path} has no {name}" for name in names if not hasattr(value, name))
    elif isinstance(hint, type) and not isinstance(value, hint):
        yield f"{path} is {type(value).__name__}, not {hint.__name__}"


def _entries(hints: Mapping[str, Any], value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{path} is {type(value).__name__}"
        return
    yield from (f"{path}.{name} is missing" for name in hints if name not in value)
    yield from (f"{path}.{name} is not declared" for name in value if name not in hints)
    for name in hints.keys() & value.keys():
        yield from differences(hints[name], value[name], f"{path}.{name}")


@dataclass
class Given:
    """What templates were given: the kinds met, and every difference from what is declared."""

    kinds: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)

    def note(self, kind: str, hints: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        self.kinds.add(kind)
        self.found.update(_entries(hints, context, kind))


@contextmanager
def listening() -> Iterator[Given]:
    """Listens to all templates that the runtime renders meanwhile, whole or a block by itself."""
    given, render, part = Given(), jinja2.Template.render, jinja2.Template.new_context

    def rendered(template: jinja2.Template, *contexts: Any, **more: Any) -> str:
        kind = kind_of(str(template.name))
        given.note(kind, given_to(kind), {**_words(template), **dict(*contexts, **more)})
        return render(template, *contexts, **more)

    def parted(template: jinja2.Template, vars: Any = None, *more: Any) -> Any:
        kind = kind_of(str(template.name))
        context = {**_words(template), **(vars or {})}
        if kind in DESKS and "csrf" not in context:
            given.note(f"{kind} desk", given_to_desk(kind), context)
        return part(template, vars, *more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jinja2.Template, "render", rendered)
        patched.setattr(jinja2.Template, "new_context", parted)
        yield given


def _words(template: jinja2.Template) -> dict[str, Any]:
    """What the runtime gives to every template, without what is Jinja's own."""
    own = jinja2.Environment(autoescape=True).globals
    return {name: value for name, value in template.globals.items() if name not in own}
