"""Walking through any form of any city: open each page, answer what is empty, go on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from forms.fields.files import FileField
from forms.model.form import Form
from tests.journeys.answers import answers, file_for
from tests.journeys.browser import Browser, Page


def build_state(browser: Browser, form: Form, language: str) -> list[str]:
    """Walk through a form, answering what is empty; gives the pages met. Ends at the check."""
    return list(walk(browser, form, language))


def walk(browser: Browser, form: Form, language: str, *, anew: bool = False) -> Iterator[str]:
    """The pages of a form by name; each is answered when the next one is asked for. Ends at the check.

    Whoever asks may do other things on a page, and leaves the browser on it. ``anew`` answers also what
    is answered already.
    """
    met: set[str] = set()
    browser.open(f"/{language}/forms/{form.name}")
    browser.open(browser.page.all("a", _class="button")[0].get("href", ""))
    while not browser.page.has("_key"):
        name = urlsplit(browser.page.url).path.rpartition("/")[2]
        assert name not in met, f"{name} again: {browser.page.errors}"
        met.add(name)
        yield name
        _answer(browser, form, name, anew=anew)


def _answer(browser: Browser, form: Form, name: str, *, anew: bool) -> Page:
    shown = browser.page
    sent = shown.entered()
    (page,) = [page for page in form.pages if page.name == name]
    files = {}
    for field in page.fields:
        if not field.asks or not shown.has_question(field.name):
            continue
        if isinstance(field, FileField):
            files[field.name] = file_for(field)
            continue
        for part, texts in answers(field).items():
            key = f"{field.name}.{part}".rstrip(".")
            empty = not any(sent.getlist(key)) and not shown.is_masked(field.name)
            if shown.has(key) and (empty or anew):
                sent.setlist(key, texts)
        if shown.has(f"{field.name}.confirm"):
            sent.setlist(f"{field.name}.confirm", ["yes"])
    changes = {key: list(texts) for key, texts in sent.lists()}
    return browser.send(files=files, **changes)
