"""Stage one's Jinja environment: square brackets, undefined names are errors, texts are escaped."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from forms.fields import FOLDER as CONTROLS
from forms.text.language import Language
from generator.problems.nearest import nearest
from generator.render.brackets import Brackets, Request, json_attribute, literal
from generator.render.control import Control
from generator.render.trace import Trace
from generator.render.words import WORDS
from generator.sources.delimiters import BUILD_DELIMITERS

_OURS = ("forms.", "generator.")
_PART = re.compile(r'\sname="([^"]+)\.([a-z0-9_]+)"')

_ENDLESS = (
    "It includes or extends itself: to stand on the template that it replaces, write “base/” before the name"
)


class StageOne:
    """Renders templates of the theme's folders; the first folder that has a file counts.

    ``hidden`` templates are ignored, to find out what they change. With a ``trace``, every page records where
    it was written, and undefined names are empty.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        assets: Mapping[str, str],
        hidden: frozenset[Path] = frozenset(),
        trace: Trace | None = None,
    ) -> None:
        self._brackets = trace or Brackets()
        loader = _Disguised([*folders, CONTROLS], self._brackets, hidden)
        self._environment = _Sandbox(
            **BUILD_DELIMITERS,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=True,
            undefined=jinja2.ChainableUndefined if trace else jinja2.StrictUndefined,
            finalize=self._brackets.printed,
            loader=_Rewritten(loader, trace) if trace else loader,
            bytecode_cache=_TRACED if trace else _COMPILED,
            auto_reload=False,
        )
        self._environment.filters.update(literal=_literal, json=_json)
        self._environment.globals.update(
            WORDS,
            Control=Control,
            asset=partial(_asset, assets),
            parts_in=self._parts_in,
            **(trace.calls if trace else {}),
        )

    @property
    def files_used(self) -> Sequence[Path]:
        """The files used in the template rendered last."""
        return tuple(map(Path, self._environment.files_used))

    def render(self, template: str, language: Language, **context: object) -> str:
        """The finished request template."""
        self._environment.files_used.clear()
        try:
            rendered = self._environment.get_template(template).render(language=language, **context)
        except jinja2.TemplateError:
            raise
        except Exception as error:
            if not _is_of_a_template(error):
                raise  # an internal error
            is_endless = isinstance(error, RecursionError)
            message = _ENDLESS if is_endless else str(error) or type(error).__name__
            raise jinja2.TemplateRuntimeError(message).with_traceback(error.__traceback__) from error
        return self._brackets.reveal(rendered)

    def _parts_in(self, controls: str, control: Control) -> tuple[str, ...]:
        """The parts that printed controls post besides the field itself, for its errors."""
        own = str(self._brackets.printed(control.name()))
        return tuple(
            dict.fromkeys(part for name, part in _PART.findall(self._brackets.plain(controls)) if name == own)
        )


def _asset(assets: Mapping[str, str], name: str) -> Request:
    """The published address of a file in ``static/``."""
    if name not in assets:
        message = f"There is no file “{name}” in static/. {nearest(name, assets)}"
        raise jinja2.TemplateRuntimeError(message)
    return Request(f"/assets/{assets[name]}")


def _is_of_a_template(error: Exception) -> bool:
    """Whether an error was raised by a template's expression, including infinite recursion.

    Errors in Jinja's filters and sandbox count as the template's, because it passed the values.
    """
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    templates = [at for at, frame in enumerate(frames) if frame.f_code.co_filename.endswith(".html")]
    if isinstance(error, RecursionError) or not templates:
        return bool(templates)
    below = [frame.f_globals.get("__name__", "") for frame in frames[templates[-1] + 1 :][:1]]
    return not any(name.startswith(_OURS) and name != __name__ for name in below)  # the sandbox is Jinja's


def _literal(text: object) -> Request:
    """The filter ``literal``."""
    if not isinstance(text, str):
        raise jinja2.TemplateRuntimeError(f"The filter literal wants a text, but this is {text}")
    return literal(text)


def _json(tree: object) -> Markup:
    """The filter ``json``."""
    try:
        return json_attribute(tree)
    except (TypeError, ValueError) as error:
        raise jinja2.TemplateRuntimeError(f"The filter json cannot write this: {error}") from error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which also records the template files used.

    It is asked once for each type and attribute, because its answer depends on nothing else.
    """

    # Any, here and below: templates may use any value.
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.files_used: dict[str, None] = {}  # template files in order of first use
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        key = (type(obj), attr)
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]

    def get_template(self, *asked: Any, **more: Any) -> jinja2.Template:
        return self._noted(super().get_template(*asked, **more))

    def select_template(self, *asked: Any, **more: Any) -> jinja2.Template:
        return self._noted(super().select_template(*asked, **more))

    def _noted(self, template: jinja2.Template) -> jinja2.Template:
        if template.filename:
            self.files_used[template.filename] = None
        return template


class _Compiled(jinja2.BytecodeCache):
    """The templates that this process has compiled: a file is compiled again when it has changed."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED, _TRACED = _Compiled(), _Compiled()


class _Shown(jinja2.FileSystemLoader):
    """The templates of one folder without hidden ones."""

    def __init__(self, folder: Path, hidden: frozenset[Path]) -> None:
        super().__init__(folder)
        self._hidden = hidden

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        found = super().get_source(environment, template)
        if self._hidden and Path(found[1]) in self._hidden:
            raise jinja2.TemplateNotFound(template)
        return found


def loader_of(folders: Sequence[Path], hidden: frozenset[Path] = frozenset()) -> jinja2.ChoiceLoader:
    """Loads a template from the first folder that has it.

    ``base/portal.html`` means the one of that theme, so that a theme can extend a template that it replaces.
    """
    shown = [_Shown(folder, hidden) for folder in folders]
    named = {folder.parent.name: one for folder, one in zip(folders, shown, strict=True)}
    return jinja2.ChoiceLoader([*shown, jinja2.PrefixLoader(named)])


class _Disguised(jinja2.BaseLoader):
    """Loads templates with their request brackets disguised."""

    def __init__(self, folders: Sequence[Path], brackets: Brackets, hidden: frozenset[Path]) -> None:
        self._folders = loader_of(folders, hidden)
        self._brackets = brackets

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, None]:
        source, path, _ = self._folders.get_source(environment, template)
        return self._brackets.disguise(source, path or ""), path, None


class _Rewritten(jinja2.BaseLoader):
    """Loads templates with conditions that call a trace."""

    def __init__(self, loader: _Disguised, trace: Trace) -> None:
        self._loader, self._trace = loader, trace

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        source, path, _ = self._loader.get_source(environment, name)
        bucket = _TRACED.get_bucket(environment, name, path, source)
        if bucket.code is None:
            tree = self._trace.rewritten(environment.parse(source, name, path), path or "")
            bucket.code = environment.compile(tree, name, path)
            _TRACED.set_bucket(bucket)
        return environment.template_class.from_code(environment, bucket.code, globals or {})
