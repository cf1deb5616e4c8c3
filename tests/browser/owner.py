"""The owner of Golden Gate Dumplings at her browser: what she sees and does, by role and name."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.foggyton import OWNER, Foggyton


class Owner:
    """One person with one browser window."""

    def __init__(self, page: Page, city: Foggyton, language: str = "en") -> None:
        self.page, self.city, self.language = page, city, language

    def open(self, path: str) -> None:
        """Go to an address below the chosen language."""
        self.page.goto(f"{self.city.address}/{self.language}{path}")

    def sign_in(self, address: str = OWNER) -> None:
        """Ask for a link, find it in the mailbox, follow it."""
        self.open("/sign-in")
        self.page.locator("main input[type=email]").fill(address)
        self.page.locator("main button").click()
        self.open("/mailbox")
        self.page.locator("main a[href*='/sign-in/']").first.click()
        self.page.locator("main button").click()

    def card(self, title: str) -> Locator:
        """A form's card on the portal."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("link", name=title))

    def fill(self, **answers: str) -> None:
        """Fill in text controls by HTML name (``__`` for the point)."""
        for name, text in answers.items():
            self.control(name).fill(text)

    def choose(self, **answers: str) -> None:
        """Choose radios and checkboxes by HTML name and value."""
        for name, value in answers.items():
            html_name = name.replace("__", ".")
            self.page.locator(f'input[name="{html_name}"][value="{value}"]').check()

    def select(self, **answers: str) -> None:
        """Choose in select controls by HTML name and value."""
        for name, value in answers.items():
            self.control(name).select_option(value)

    def control(self, name: str) -> Locator:
        """A control by its HTML name (``__`` for the point)."""
        return self.page.locator(f'[name="{name.replace("__", ".")}"]')

    def provenance(self, field: str) -> Locator:
        """The sentence that says where a known answer came from."""
        return self.page.locator(f"#{field}-known")

    def go_on(self, title: str) -> None:
        """Continue; the page of that title must come."""
        self.page.locator('button.button[value="continue"]').click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def send(self) -> str:
        """Send the checked answers and read the reference off the receipt."""
        self.page.get_by_role("main").get_by_role("button", name=re.compile("Send|Enviar")).click()
        expect(self.page.locator("main")).to_contain_text(re.compile(r"FOG-\w{4}-\w{4}"))
        found = re.search(r"FOG-\w{4}-\w{4}", self.page.locator("main").inner_text())
        assert found
        return found[0]
