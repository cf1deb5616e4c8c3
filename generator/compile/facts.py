"""Every master field as a form of one question, for the page on which an owner corrects what is known."""

from __future__ import annotations

from collections.abc import Iterator

from forms.fields.base import Field
from forms.fields.files import FileField
from forms.model.form import Form, Page
from generator.compile.fields import Maker
from generator.compile.form_analysis import FormAnalysis
from generator.compile.version import version_of
from generator.compile.wording import Say


def make_facts(analysis: FormAnalysis, say: Say, agency: str) -> Iterator[Form]:
    """The forms of one kind of party, called like their master fields.

    ``agency`` takes in changes of what has no steward. Files need a form around them, so they have none here.
    """
    maker = Maker(analysis.plan, say, analysis.expressions)
    version = version_of(analysis.plan, analysis.expressions)
    for asked in analysis.plan.asked():
        field = maker.field(asked, "")
        if field.asks and not isinstance(field, FileField) and field.shared:
            yield _form(field, field.shared.master, field.shared.steward or agency, version)


def _form(field: Field, master: str, agency: str, version: str) -> Form:
    page = Page(name=master, title=field.label, fields=(field,))
    return Form(name=master, agency=agency, title=field.label, actions=(), version=version, pages=(page,))
