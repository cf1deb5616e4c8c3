"""What the page script shows for a calculation equals what the server says, in every language."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from forms.fields.types.calculated import Calculated
from forms.model.form import Form
from forms.text.language import Language
from generator.translate.languages import language
from tests import request_context
from tests.browser.conftest import OpenSite
from tests.unit.rendering.sample import CITY, compiled, renderer

pytestmark = pytest.mark.browser

AMOUNTS = ("0", "7", "-0.5", "999.99", "1234.5", "-1234567.891", "100000000", "0.005", "33.3333")
DAYS = ("2026-01-09", "2026-03-04", "2026-08-31", "2026-12-25")
FIELDS = """
    - {field: amount, type: decimal, label: Amount, places: 4}
    - {field: day, type: date, label: Day}
    - {field: dollars, type: calculated, label: Dollars, calculate: amount * 3, shows: money}
    - {field: whole, type: calculated, label: Whole dollars, calculate: amount * 3, shows: money, places: 0}
    - {field: plain, type: calculated, label: Number, calculate: amount * 3}
    - {field: exact, type: calculated, label: Number, calculate: amount * 3, places: 3}
    - {field: share, type: calculated, label: Share, calculate: amount * 3, shows: percentage}
    - {field: part, type: calculated, label: Share, calculate: amount * 3, shows: percentage, places: 2}
    - {field: same_day, type: calculated, label: Day, calculate: day, shows: date}
"""


@pytest.mark.parametrize("code", ["en", "es", "zh", "vi", "ar", "ht", "ru"])
def test_numbers_and_dates_look_as_the_server_says_them(code: str, tmp_path: Path, site: OpenSite) -> None:
    spoken, form = language(code), compiled(tmp_path, FIELDS)
    opened = site()
    page = opened.open(_html(form, spoken))
    for amount in AMOUNTS:
        page.locator("[name=amount]").fill(amount)
        scope = {"amount": Decimal(amount)}
        for name in ("dollars", "whole", "plain", "exact", "share", "part"):
            assert page.locator(f"output#{name}").text_content() == _said(form, name, scope, spoken), amount
    for day in DAYS:
        year, month, of_month = day.split("-")
        for part, typed in (("year", year), ("month", month), ("day", of_month)):
            page.locator(f"[name='day.{part}']").fill(typed)
        reading = form.field("day").read({"year": [year], "month": [month], "day": [of_month]}, spoken, {})
        said = _said(form, "same_day", {"day": reading.value}, spoken)
        expect(page.locator("output#same_day")).to_have_text(said)
    assert opened.complaints == []


def _said(form: Form, name: str, scope: dict[str, Any], spoken: Language) -> str:
    """What the server shows for a calculation."""
    field = form.field(name)
    assert isinstance(field, Calculated)
    value = field.calculated(scope)
    return field.display(value, spoken)


def _html(form: Form, spoken: Language) -> str:
    page = form.pages[0]
    template = renderer().form_page(form, page, CITY, spoken, [spoken])
    context = {**request_context.anyone([spoken], spoken.code), **request_context.form_page(form, page)}
    return request_context.answered(template, context, spoken)
