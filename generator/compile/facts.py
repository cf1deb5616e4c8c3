"""Compiles every master field into a form of one question, for changing a fact."""

from __future__ import annotations

from collections.abc import Iterator

from forms.fields.base import Field
from forms.fields.files import FileField
from forms.model.form import Form, Page


def facts_in(party: Form, agency: str) -> Iterator[Form]:
    """The facts of one kind of party as forms, named like their master fields; ``party`` asks all of them.

    ``agency`` handles changes without a steward. Files are left out.
    """
    for field in party.fields():
        if field.asks and not isinstance(field, FileField) and field.shared:
            yield _form(field, field.shared.master, field.shared.steward or agency, party.version)


def _form(field: Field, master: str, agency: str, version: str) -> Form:
    page = Page(name=master, title=field.label, fields=(field,))
    return Form(name=master, agency=agency, title=field.label, actions=(), version=version, pages=(page,))
