"""The templates of an edition: Jinja, compiled so that a value is looked up in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_KEPT = 256


def environment(output: Path, words: Mapping[str, Callable[..., str]]) -> jinja2.Environment:
    """The templates in ``output`` as one language says them: ``words`` are what they may call."""
    made = _Environment(
        loader=jinja2.FileSystemLoader(output),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        cache_size=_KEPT,
    )
    made.globals.update(words)
    return made


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
            self.write(") is Markup else escape(said))")
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
