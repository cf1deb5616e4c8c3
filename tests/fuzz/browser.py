"""Evaluation of batches of trees by evaluate.js in Chromium."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from forms.expressions import EVALUATE_JS

CODEC = """
const decode = x => {
  if (Array.isArray(x)) return x.map(decode);
  if (x === null || typeof x !== "object") return x;
  if ("num" in x) return evaluateExpression.number(x.num);
  if ("date" in x) return evaluateExpression.date(...x.date.split("-").map(Number));
  if ("time" in x) return evaluateExpression.time(x.time);
  return decodeScope(x.group);
};
const decodeScope = x => Object.fromEntries(Object.entries(x).map(([name, value]) => [name, decode(value)]));
const encode = x => {
  if (Array.isArray(x)) return x.map(encode);
  if (x === null || typeof x !== "object") return x;
  const tag = { n: "num", d: "date", m: "time" }[x.kind];
  if (tag) return { [tag]: evaluateExpression.text(x) };
  return { group: Object.fromEntries(Object.entries(x).map(([name, value]) => [name, encode(value)])) };
};
const answer = ([tree, scope]) => {
  try { return encode(evaluateExpression(tree, decodeScope(scope))); }
  catch (error) { return { error: String(error) }; }
};
const answers = batch => JSON.stringify(JSON.parse(batch).map(answer));
"""

Case = tuple[Any, dict[str, Any]]  # a tree and an encoded scope, both JSON


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: an installed one if there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def evaluator_page(browser: Browser, script: str | None = None) -> Page:
    """An empty page with evaluate.js, or with another script in its place."""
    page = browser.new_page()
    page.add_script_tag(content=(script or EVALUATE_JS.read_text("utf-8")) + CODEC)
    return page


def answers(page: Page, cases: Sequence[Case]) -> list[Any]:
    """The encoded results of the page's evaluator, in order."""
    found: list[Any] = json.loads(page.evaluate("batch => answers(batch)", json.dumps(cases)))
    return found
