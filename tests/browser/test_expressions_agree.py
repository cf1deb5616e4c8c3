"""Python and the page agree on every expression: shared vectors, seeded fuzzing, planted mistakes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from forms.expressions import EVALUATE_JS, compile_expression
from forms.expressions.texts import lower, trim, upper
from tests.fuzz.browser import answers, evaluator_page
from tests.fuzz.expressions import batches, differences
from tests.vectors.expressions import vectors

pytestmark = pytest.mark.browser

PLANTED = {
    "rounding half to even": (
        "q = (size(top) * 2n * ten(places) + size(bottom)) / twice;",
        "x = size(top) * 2n * ten(places) + size(bottom), "
        "q = x / twice - (x % twice == 0n && x / twice % 2n ? 1n : 0n);",
    ),
    "rounding ties towards zero": ("ten(places) + size(bottom))", "ten(places) + size(bottom) - 1n)"),
    "one digit too many": ("s <= 40 && size(v) < ten(40)", "s <= 40 && size(v) < ten(41)"),
    "floor towards zero": ("a.v < 0n && a.s ? 1n : 0n", "false ? 1n : 0n"),
    "a calendar that ends a day early": ("v <= 2932896n", "v < 2932896n"),
    "months that run over their end": ("k < 4", "k < 3"),
    "unknown taken for no": ('a.every(x => kindOf(x) == "b") ? !decisive : null', "!decisive"),
    "parts taken from prototypes": ("Object.keys(x).includes(key)", "key in x"),
    "one level too deep": ("depth > 50", "depth > 51"),
}  # fmt: skip


def test_the_page_gives_the_result_of_every_shared_vector(browser: Browser) -> None:
    page, cases = evaluator_page(browser), vectors()
    trees = [compile_expression(vector.source, vector.kinds).tree for vector in cases]
    scopes = [vector.scope for vector in cases]
    found = answers(page, list(zip(trees, scopes, strict=True)))
    wrong = [f"{v}: {answer}" for v, answer in zip(cases, found, strict=True) if answer != v.result]
    assert wrong == []


def test_python_and_the_page_agree_on_5000_random_cases(browser: Browser) -> None:
    page = evaluator_page(browser)
    found = [difference for batch in batches(5_000, seed=2) for difference in differences(page, batch)]
    assert [str(difference) for difference in found] == []


@pytest.mark.parametrize("mistake", PLANTED)
def test_the_fuzzer_finds_a_planted_mistake(browser: Browser, mistake: str) -> None:
    right, wrong = PLANTED[mistake]
    script = EVALUATE_JS.read_text("utf-8")
    assert script.count(right) == 1
    page = evaluator_page(browser, script.replace(right, wrong))
    assert any(differences(page, batch) for batch in batches(10_000, seed=2))


@pytest.mark.parametrize(("operation", "function"), [("lower", lower), ("upper", upper), ("trim", trim)])
def test_every_character_changes_alike(browser: Browser, operation: str, function: object) -> None:
    assert callable(function)
    texts = [chr(point) for point in range(0x20000) if not 0xD800 <= point < 0xE000]
    found = answers(evaluator_page(browser), [([operation, text], {}) for text in texts])
    assert [t for t, answer in zip(texts, found, strict=True) if answer != function(t)] == []


def test_what_the_page_writes_it_also_reads(browser: Browser) -> None:
    page = evaluator_page(browser)
    written = page.evaluate("""() => {
      const { number, date, time, text } = evaluateExpression;
      return [number("-0012.500"), number("0"), number("-0.05"), number("1,5"), number(""), date(2026, 3, 1),
        date("2024", "02", "29"), date(2023, 2, 29), date(0, 1, 1), date(1, 1, 1), date(NaN, 1, 1),
        date(2026.5, 1, 1), date("", "", ""), time("09:30"), time("23:59:59"), time("24:00"), null, "a",
        true].map(text);
    }""")
    assert written == [
        "-12.5", "0", "-0.05", "", "", "2026-03-01", "2024-02-29", "", "", "0001-01-01", "", "", "", "09:30",
        "23:59:59", "", "", "a", "true",
    ]  # fmt: skip
