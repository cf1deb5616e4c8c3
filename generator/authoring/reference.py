"""Generates the reference of the spec language and of all problems from the models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import yaml
from pydantic.fields import FieldInfo

from forms.fields import FOLDER
from forms.fields.base import Field
from generator.problems.codes import Code, all_codes
from generator.specs.base import Spec
from generator.specs.field_models import options_model
from generator.specs.models import (
    AgencySpec,
    CitySpec,
    ColumnSpec,
    ContactSpec,
    EligibilitySpec,
    ErrorsSpec,
    FormSpec,
    LocalSpec,
    MasterSpec,
    OptionSpec,
    PageSpec,
    RegisterSpec,
    RuleSpec,
    UseSpec,
)

_FILES: Mapping[str, tuple[type[Spec], ...]] = {
    "`city.yaml`": (CitySpec, AgencySpec, RegisterSpec, ContactSpec),
    "Forms: `<agency>/<form>.yaml`": (
        FormSpec,
        PageSpec,
        EligibilitySpec,
        UseSpec,
        LocalSpec,
        ColumnSpec,
        OptionSpec,
        RuleSpec,
        ErrorsSpec,
    ),
    "`master_fields.yaml`": (MasterSpec,),
}

_WRITTEN = "<!-- Written by `onceonly reference` from the models: change those, not this page. -->"


def spec_reference(types: Mapping[str, type[Field]]) -> str:
    """Every key of every spec file, and every field type with an example, as Markdown."""
    lines = [_WRITTEN, "", "# The spec language", "", _INTRODUCTION]
    for title, models in _FILES.items():
        lines += ["", f"## {title}", "", *_ABOUT_FILES.get(title, ())]
        for model in models:
            lines += _keys(_heading(model), model)
    lines += ["", "## Articles: `<agency>/articles/<name>.md`", "", _ABOUT_ARTICLES]
    lines += ["", "## Field types", "", _ABOUT_TYPES]
    for name, field_type in types.items():
        lines += _type(name, field_type)
    return "\n".join(lines).rstrip() + "\n"


def problem_reference() -> str:
    """Every code with its explanation and an example, as Markdown."""
    lines = [_WRITTEN, "", "# Problems", "", _ABOUT_PROBLEMS]
    for title, codes in all_codes().items():
        lines += ["", f"## {title}", ""]
        for code, entry in codes.items():
            lines += _code(code, entry)
    return "\n".join(lines).rstrip() + "\n"


def _heading(model: type[Spec]) -> str:
    return f"### A {model.called}" if model.called[0] not in "aeio" else f"### An {model.called}"


def _keys(heading: str, model: type[Spec]) -> list[str]:
    summary = re.sub(r"``", "`", (model.__doc__ or "").split("\n")[0])
    return [heading, "", summary, "", *_table(model), ""]


def _table(model: type[Spec]) -> list[str]:
    needed_first = sorted(model.model_fields.items(), key=lambda entry: not entry[1].is_required())
    rows = [
        f"| `{key.alias or name}` | {_needed(key)} | {_cell(key.description)}{_more(key)} |"
        for name, key in needed_first
    ]
    return ["| key | needed | what it says |", "|---|---|---|", *rows] if rows else []


def _needed(key: FieldInfo) -> str:
    return "yes" if key.is_required() else ""


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("``", "`")


def _more(key: FieldInfo) -> str:
    """Allowed values and the default, where they are informative."""
    words = [f"`{word}`" for word in get_args(key.annotation) if isinstance(word, str)]
    examples = [f"`{example}`" for example in key.examples or () if not str(example).startswith("a list")]
    parts = [
        f"one of {', '.join(words)}" if words else "",
        f"for example {examples[0]}" if examples else "",
        "" if examples and not key.default else _default(key),
    ]
    text = "; ".join(part for part in parts if part)
    return f" ({text})" if text else ""


def _default(key: FieldInfo) -> str:
    if key.is_required() or key.default in ("", (), {}, None) or isinstance(key.default, Spec):
        return ""
    value = key.default
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"if left out: `{text.lower() if isinstance(value, bool) else text}`"


def _type(name: str, field_type: type[Field]) -> Iterator[str]:
    model = options_model(field_type)
    summary = re.split(r"(?<=\.)\s", field_type.__doc__ or "")[0]
    yield from ("", f"### `{name}`", "", re.sub(r"``", "`", summary), "")
    if model.model_fields:
        yield from (*_table(model), "")
    example = _example(name)
    if example:
        yield from ("```yaml", example, "```")


def _example(name: str) -> str:
    """The first example of a field type as an author would write it."""
    path = FOLDER / name / "examples.yaml"
    examples = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) if path.is_file() else []  # noqa: S506 - texts only
    if not examples:
        return ""
    spec = {"field": f"my_{name}", "type": name, **_as_authors_write(examples[0]["spec"])}
    return "\n".join(
        f"{'- ' if number == 0 else '  '}{key}: {_flow(value)}"
        for number, (key, value) in enumerate(spec.items())
    )


def _as_authors_write(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """The example with shown text as Markdown: examples contain compiled HTML."""
    marks = (
        ("<p>", ""),
        ("</p>", ""),
        ("<strong>", "**"),
        ("</strong>", "**"),
        ("<em>", "*"),
        ("</em>", "*"),
    )
    text = str(spec.get("text", ""))
    for tag, mark in marks:
        text = text.replace(tag, mark)
    return {**spec, "text": text} if text else spec


def _flow(value: object) -> str:
    """A value on one line: plain where YAML allows it, else JSON, which is valid YAML."""
    if isinstance(value, str):
        return (
            value if re.fullmatch(r"[\w(][^:#\[\]{}\"'\n]*", value) else json.dumps(value, ensure_ascii=False)
        )
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]" if isinstance(value, list) else str(value)


def _code(code: str, entry: Code) -> Iterator[str]:
    yield from (f"### {code}", "", entry.explanation, "")
    for title, example in (("Wrong:", entry.wrong), ("Right:", entry.right)):
        if example:
            yield from (title, "", "```yaml", example, "```", "")


_INTRODUCTION = """\
Specs are YAML (or JSON) files in `form_specs/`. Everything is text unless a key says otherwise: `no` stays
*no*, `02134` keeps its zero. Files have at most 256 KB; anchors, aliases, tags and repeated keys are refused.
`onceonly check` tells all that is wrong, with the line and what to write instead; the codes are explained
in [problems](problems.md), conditions and calculations in [expressions](expressions.md). Where a key says
*Markdown*, paragraphs, lists, `*emphasis*` and links may be written."""

_ABOUT_FILES = {
    "`master_fields.yaml`": (
        "The data dictionary. Its first level are groups: facts of `business` belong to the business,",
        "facts of `person` to the person who is signed in. Every other group is a *row shape*: the columns",
        "of a list, which takes them with `of:` and the name of the group.",
        "",
    ),
}

_ABOUT_ARTICLES = """\
What people should know besides the forms. An article stands in the tab of its agency under *Good to know*,
with its title and its first sentence, and on a page of its own in every language; the search finds every
word of it. Its name is that of its file with `-` for `_`. `onceonly new article` begins one.

```markdown
# Opening a café

Five agencies are glad to see you, and you tell your story only once.

## What comes first

1. **Register.** The [registration](form:business-registration) takes five minutes.
2. Read [what an inspector looks at](article:fire/what-an-inspector-looks-at).

Questions? Call [+1 415 555 0150](tel:+14155550150).
```

The first line is the title. Then come paragraphs, headings (`##`, `###`), lists (`-`, or `1.` for steps),
`**bold**`, `*italics*` and links: to a form (`form:name`), an article (`article:agency/name`), an address
that begins with `https:` or `mailto:`, or a telephone number (`tel:`). Everything else that Markdown has
elsewhere is an error, HTML above all. Each title, heading, paragraph and entry of a list is one text for
translators, called `articles.<agency>.<name>.<n>`; it may be moved and keeps its translation."""

_ABOUT_TYPES = "A field has the keys of a field (above) and those of its type."

_ABOUT_PROBLEMS = """\
Codes that begin with E stop a build, codes that begin with W are advice. `onceonly check --strict` takes
advice as seriously as errors."""
