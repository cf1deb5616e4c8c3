"""The forty questions as an ordinary Flask application asks them: WTForms widgets in a Jinja template.

Its answers come from memory: no database, no session, no provenance to look up.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from wtforms import (
    DateField,
    DecimalField,
    EmailField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from tests.performance.questions import QUESTIONS, Known

TEMPLATE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Business profile</title><link rel="stylesheet" href="/page.css"></head>
<body>
<main>
<h1>About the profile</h1>
<form method="post">
{% for field in form %}
<div class="field{% if field.errors %} wrong{% endif %}" id="{{ field.id }}-field">
{% if field.type in ("RadioField", "SelectMultipleField") %}
<fieldset><legend class="label">{{ field.label.text }}</legend>
{% else %}{{ field.label(class="label") }}{% endif %}
{% if field.description %}<p class="hint" id="{{ field.id }}-hint">{{ field.description }}</p>{% endif %}
{% for error in field.errors %}<p class="error">{{ error }}</p>{% endfor %}
<p class="known" id="{{ field.id }}-known">From the sales tax register, March 3, 2026</p>
{{ field(class="input", **{"aria-describedby": field.id ~ "-hint " ~ field.id ~ "-known"}) }}
{% if field.type in ("RadioField", "SelectMultipleField") %}</fieldset>{% endif %}
</div>
{% endfor %}
<button name="_action" value="continue">Continue</button>
</form>
</main>
</body>
</html>
"""
ANSWERS = {known.name: "yes" if known.python is True else known.python or "no" for known in QUESTIONS}

app = Flask(__name__)
PAGE = app.jinja_env.from_string(TEMPLATE)  # compiled once, as from a file


@app.get("/")
def profile() -> str:
    return render()


def render() -> str:
    """The page, from answers to HTML."""
    return PAGE.render(form=ProfileForm(data=ANSWERS))


def _field(known: Known) -> Field:
    words: dict[str, Any] = {"label": known.label, "description": known.hint, "validators": [InputRequired()]}
    options = known.options or {"yes": "Yes", "no": "No"}
    choices = [SelectChoice(value=key, label=label) for key, label in options.items()]
    match known.type:
        case "select":
            return SelectField(choices=choices, **words)
        case "choice" | "yes_no":
            return RadioField(choices=choices, **words)
        case "multi_choice":
            return SelectMultipleField(
                choices=choices, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), **words
            )
    return _INPUTS.get(known.type, StringField)(**words)


_INPUTS: dict[str, type[Field]] = {
    "date": DateField,
    "email": EmailField,
    "integer": IntegerField,
    "long_text": TextAreaField,
    "money": DecimalField,
    "percentage": DecimalField,
    "phone": TelField,
    "url": URLField,
}
ProfileForm: type[BaseForm] = type("ProfileForm", (Form,), {known.name: _field(known) for known in QUESTIONS})
