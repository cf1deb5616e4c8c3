"""What a page does while somebody answers: it waits for her."""

from __future__ import annotations

from playwright.sync_api import Page


def behaviour(page: Page) -> list[str]:
    """Faults of a page that moves on, moves the focus or forgets by itself."""
    address, errors = page.url, page.locator(".error").count()
    found = []
    month = page.locator("main input[name$='.month']").first
    if month.count() and month.is_visible():
        month.fill("")
        month.press_sequentially("12")
        if page.evaluate("document.activeElement.name.split('.').pop()") != "month":
            found.append("focus moved by itself: after two digits of a month")
    for select in page.locator("main select").all()[:3]:
        if select.is_visible():
            select.select_option(index=1)
    text = page.locator("main input.input[type=text]").first
    if text.count() and text.is_visible():
        text.fill("Golden")
    page.wait_for_timeout(50)
    if page.url != address:
        return [*found, f"left by itself: for {page.url}"]
    if page.locator(".error").count() < errors:
        found.append("errors vanished: at the first edit")
    return found
