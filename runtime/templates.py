"""The templates of an edition: Jinja, compiled so that a value is looked up in one step."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import LRUCache
from markupsafe import escape

from runtime.compiled import Compiled

Words = Mapping[str, object]
"""What the templates of one language may call or look up."""

_KEPT = 512  # templates a worker keeps, of all languages together; one is some 50 KB


def environments(output: Path, words: Mapping[str, Words]) -> Mapping[str, jinja2.Environment]:
    """The templates in ``output`` for each language, by its code; what was compiled before is not again."""
    compiled = Compiled(output.with_name(f".{output.name}.compiled"), _MAKER)
    loader, kept = jinja2.FileSystemLoader(output), LRUCache(_KEPT)
    made = {code: _environment(loader, compiled) for code in words}
    for code, environment in made.items():
        environment.globals.update(words[code])
        environment.cache = kept  # type: ignore[assignment]  # all share one: names begin with the language
    return made


def _environment(loader: jinja2.BaseLoader, compiled: Compiled) -> jinja2.Environment:
    return _Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=compiled,
    )


class _Lookups(CodeGenerator):
    """Compiles ``v["phone"]`` to just that, and prints what was escaped before without a further call.

    Jinja calls a function instead, which tries an attribute where there is no such key. Our mappings lack no
    key, and a form page looks up hundreds. Whatever is not Markup is escaped as ever.
    """

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("(said if type(said := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(") is Markup else environment.printed(said))")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """Write the lookup of a key that is known when the template is compiled."""
        key = node.arg
        if isinstance(key, nodes.Const) and isinstance(key.value, str):
            self.visit(node.node, frame)
            self.write(f"[{key.value!r}]")
        else:
            super().visit_Getitem(node, frame)


class _Environment(jinja2.Environment):
    code_generator_class = _Lookups

    @staticmethod
    def printed(value: object) -> str:
        """What a page prints for ``value``: most texts hold nothing to escape, and are not wrapped either."""
        if type(value) is str and not (
            "<" in value or ">" in value or "&" in value or '"' in value or "'" in value
        ):
            return value
        return escape(value)


_MAKER = sha256(Path(__file__).read_bytes()).hexdigest()  # another compiler's code is not ours
