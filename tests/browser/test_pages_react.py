"""The page script: conditions, calculations and options react to answers at once, as the server decides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forms.fields.base import Shared
from forms.model.form import Form
from forms.text.language import ENGLISH, Language
from runtime.web.http.template_values import Texts
from tests import request_context
from tests.browser.conftest import OpenSite, Site
from tests.unit.rendering.sample import CITY, compiled, form_of, renderer

pytestmark = pytest.mark.browser


def html(form: Form, language: Language = ENGLISH, **more: Any) -> str:
    page = form.pages[0]
    template = renderer().form_page(form, page, CITY, language, [language])
    context = {**request_context.anyone(), **request_context.form_page(form, page), **more}
    return request_context.answered(template, context, language)


def hidden(form: Form, *names: str) -> Texts:
    """What the route shows: everything except ``names``."""
    return Texts({field.name: field.name not in names for field in form.pages[0].fields})


@pytest.fixture
def calm(site: OpenSite) -> Site:
    return site()


def test_a_question_appears_with_the_answer_that_it_depends_on(tmp_path: Path, calm: Site) -> None:
    form = compiled(
        tmp_path,
        """
        - {field: altered, type: choice, label: Altered?, options: {yes: "Yes", no: "No"}}
        - {field: what, type: text, label: What was altered?, show_if: altered == 'yes'}
        - {field: why, type: text, label: Why?, show_if: known(what)}
        """,
    )
    page = calm.open(html(form, shown=hidden(form, "what", "why")))
    expect(page.get_by_label("What was altered?")).to_be_hidden()
    page.get_by_label("Yes").check()
    page.get_by_label("What was altered?").fill("The kitchen")
    expect(page.get_by_label("Why?")).to_be_visible()
    page.get_by_label("No", exact=True).check()
    expect(page.get_by_label("What was altered?")).to_be_hidden()
    expect(page.get_by_label("Why?")).to_be_hidden()
    page.get_by_label("Yes").check()
    expect(page.get_by_label("What was altered?")).to_have_value("The kitchen")
    assert calm.complaints == []


def test_without_script_every_question_can_be_reached(tmp_path: Path, site: OpenSite) -> None:
    form = compiled(
        tmp_path,
        """
        - {field: altered, type: yes_no, label: Altered?}
        - {field: what, type: text, label: What was altered?, show_if: altered}
        """,
    )
    page = site(java_script_enabled=False).open(html(form, shown=hidden(form, "what")))
    expect(page.get_by_label("What was altered?")).to_be_visible()
    expect(page.get_by_text("Leave this empty if it does not apply to you.")).to_be_visible()


def calculating(folder: Path) -> Form:
    return compiled(
        folder,
        """
        - {field: monthly, type: money, label: Payroll a month}
        - {field: day, type: date, label: A day, required: false}
        - {field: loan, type: calculated, label: L, calculate: "round(monthly * 2.5 + 1000, 0)", shows: money}
        - {field: half, type: calculated, label: Half, calculate: loan / 2, shows: number, places: 1}
        - {field: due, type: calculated, label: Due, calculate: "add_months(day, 1)", shows: date}
        - {field: big, type: text, label: Why so much?, show_if: loan > 100000}
        """,
    )


def result(page: Page, name: str) -> str:
    return page.locator(f"#{name}").inner_text()


def test_calculations_follow_what_is_typed_exactly(tmp_path: Path, calm: Site) -> None:
    form = calculating(tmp_path)
    page = calm.open(html(form, shown=hidden(form, "big")))
    page.get_by_label("Payroll a month").fill("12,345.67")
    assert (result(page, "loan"), result(page, "half")) == ("$31,864.00", "15,932.0")
    expect(page.get_by_label("Why so much?")).to_be_hidden()
    page.get_by_label("Payroll a month").fill("$100000")
    assert result(page, "loan") == "$251,000.00"
    expect(page.get_by_label("Why so much?")).to_be_visible()
    page.get_by_label("Payroll a month").fill("a lot")
    assert result(page, "loan") == ""
    expect(page.get_by_label("Why so much?")).to_be_hidden()
    page.get_by_label("Month", exact=True).fill("1")
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Year").fill("2026")
    assert result(page, "due") == "February 28, 2026"
    assert calm.complaints == []


def test_calculations_are_written_as_the_server_writes_them_in_the_reader_s_language(
    tmp_path: Path, calm: Site
) -> None:
    form, spanish = calculating(tmp_path), Language("es", "es_US", "Español")
    page = calm.open(html(form, spanish))
    page.locator("#monthly").fill("12,345.67")
    loan = form.field("loan")
    value = loan.calculated({"monthly": form.field("monthly").from_json("12345.67")})
    assert result(page, "loan") == loan.display(value, spanish)


def test_rows_are_summed_up(tmp_path: Path, calm: Site) -> None:
    form = compiled(
        tmp_path,
        """
        - field: owners
          type: list
          label: Owners
          fields: [{field: share, type: percentage, label: Share}]
        - {field: all_shares, type: calculated, label: Together, calculate: sum(owners.share)}
        """,
    )
    rows = {"owners": (request_context.row(0), request_context.row(1))}
    page = calm.open(html(form, rows=rows))
    page.locator("#owners-0-share").fill("60")
    page.locator("#owners-1-share").fill("39.5")
    assert result(page, "all_shares") == "99.5"


def test_options_come_and_go(tmp_path: Path, calm: Site) -> None:
    form = compiled(
        tmp_path,
        """
        - {field: cooks, type: yes_no, label: Do you cook?}
        - field: kind
          type: choice
          label: Kind
          options: {shop: Shop, kitchen: {label: Kitchen, show_if: cooks}}
        - field: again
          type: select
          label: Kind again
          options: {shop: Shop, kitchen: {label: Kitchen, show_if: cooks}}
        """,
    )
    page = calm.open(html(form, offered={"kind": {"shop"}, "again": {"shop"}}))
    option = page.locator("#again option[value=kitchen]")
    expect(page.get_by_label("Kitchen")).to_be_hidden()
    expect(option).to_be_disabled()
    page.get_by_label("Yes").check()
    expect(page.get_by_label("Kitchen")).to_be_visible()
    expect(option).to_be_enabled()
    page.get_by_label("No", exact=True).check()
    expect(page.get_by_label("Kitchen")).to_be_hidden()


def test_answers_of_other_pages_and_the_day_count(tmp_path: Path, calm: Site) -> None:
    whole = compiled(
        tmp_path,
        """
        - {field: area, type: decimal, label: Area}
        - {field: seats, type: integer, label: Seats}
        - {field: why, type: text, label: Why?, show_if: seats > area / 10 and year(today()) == 2026}
        """,
    )
    form = split_after_first(whole)
    scope = json.dumps({"area": {"n": "120.5"}, "today": {"d": "2026-03-03"}})
    page = calm.open(html(form, shown=Texts(seats=True), scope=lambda names: scope))
    page.get_by_label("Seats").fill("13")
    expect(page.get_by_label("Why?")).to_be_visible()
    page.get_by_label("Seats").fill("12")
    expect(page.get_by_label("Why?")).to_be_hidden()


def split_after_first(form: Form) -> Form:
    """The form without its first question, which stands on another page."""
    return replace(form, pages=(replace(form.pages[0], fields=form.pages[0].fields[1:]),))


def test_what_hangs_on_a_secret_stays_as_the_server_decided(tmp_path: Path, calm: Site) -> None:
    form = compiled(
        tmp_path,
        """
        - {field: number, type: ein, label: EIN}
        - {field: proof, type: text, label: Proof, show_if: known(number)}
        """,
    )
    secret = Shared("business.ein", "business", sensitivity="restricted")
    number, proof = form.pages[0].fields
    masked = form_of(replace(number, shared=secret), proof)
    page = calm.open(html(masked, masked=Texts(number="••-•••6789")))
    expect(page.get_by_label("Proof")).to_be_visible()
    page.get_by_label("EIN").fill("12-3456789")
    expect(page.get_by_label("Proof")).to_be_visible()


def test_the_same_address_needs_no_typing(tmp_path: Path, calm: Site) -> None:
    form = compiled(
        tmp_path,
        """
        - {field: premises, type: address, label: Premises}
        - {field: mailing, type: address, label: Mailing address, same_as: [premises]}
        """,
    )
    page = calm.open(html(form))
    street = page.locator("#mailing-street")
    expect(street).to_be_visible()
    page.get_by_label("Same as “Premises”").check()
    expect(street).to_be_hidden()
    page.get_by_label("Same as “Premises”").uncheck()
    expect(street).to_be_visible()


def test_a_second_click_on_send_sends_nothing(calm: Site) -> None:
    screen = renderer().screen("check", CITY, ENGLISH, [ENGLISH])
    context = {**request_context.anyone(), **request_context.screen("check")}
    page = calm.open(request_context.answered(screen, context))
    sent: list[str] = []
    calm.context.route("**/en/c", lambda route: sent.append(route.request.method))  # it never answers
    with page.expect_request("**/en/c"):
        disabled = page.evaluate(
            """() => {
                const send = document.querySelector("button[value=send]");
                send.click();
                send.click();
                return send.disabled;
            }"""
        )
    page.wait_for_timeout(300)
    assert (sent, disabled) == (["POST"], False)


def test_a_receipt_can_be_printed(calm: Site) -> None:
    screen = renderer().screen("sent", CITY, ENGLISH, [ENGLISH])
    context = {**request_context.anyone(), **request_context.screen("sent")}
    page = calm.open(request_context.answered(screen, context))
    page.evaluate("window.print = () => document.title = 'printed'")
    page.get_by_role("button", name="Print this page").click()
    assert page.title() == "printed"
