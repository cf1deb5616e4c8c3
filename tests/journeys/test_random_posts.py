"""Random posts to every page: none may be a mistake of ours, lead out of the site, or break a page."""

from __future__ import annotations

import logging
import random

import pytest

from forms.model.form import Form, Page
from tests.journeys.answers import answers
from tests.journeys.browser import Browser, parse
from tests.journeys.conftest import Site

POSTS = 150
TRAPS = [
    *(
        "",
        " ",
        "\0",
        "\r\nX: y",
        "{{7*7}}",
        "'\"><img src=x>",
        "٣٤٥",
        "1e400",
        "NaN",
        "9" * 400,
        "2026-13-45",
    ),
    *(
        "\u202e",
        "é\u0301" * 40,
        "../../x",
        "%00",
        "²",
        "25:00",
        "x" * 5000,
        "yes",
        "-1",
        "\ufdd0",
        "[]",
        "{}",
    ),
]
PARTS = [
    "",
    "year",
    "zip",
    "same",
    "keep",
    "confirm",
    "given",
    "0.name",
    "0.id",
    "9999.name",
    "10000.x",
    "..",
    "é",
]
BUTTONS = [
    "continue",
    "save",
    "add.{}",
    "remove.{}.0",
    "remove.{}.x",
    "language.es",
    "language.//x",
    "language.\n",
]


def sent_by_chance(chance: random.Random, page: Page, entered: dict[str, list[str]]) -> dict[str, list[str]]:
    """What a page would send, with traps in half of its controls, and some that it does not have."""
    names = [field.name for field in page.fields]
    sent = {
        name: [chance.choice(TRAPS)] if chance.random() < 0.5 else texts for name, texts in entered.items()
    }
    sent |= {f"{chance.choice(names)}.{chance.choice(PARTS)}": [chance.choice(TRAPS)] for _ in range(5)}
    kept = {name: entered[name] for name in ("_csrf", "_for") if chance.random() < 0.98}
    return {**sent, **kept, "_action": [chance.choice(BUTTONS).format(chance.choice(names))]}


def answered(page: Page, entered: dict[str, list[str]]) -> dict[str, list[str]]:
    """What somebody would send who answers everything, so that the pages after it are met too."""
    given = {
        f"{field.name}.{part}".rstrip("."): texts
        for field in page.fields
        for part, texts in answers(field).items()
    }
    return {**entered, **given, "_action": ["continue"]}


@pytest.mark.parametrize("seed", range(3))
def test_random_posts_are_answered_without_a_mistake(
    site: Site, owner: Browser, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    chance = random.Random(seed)
    edition = site.app.extensions["onceonly"].sites.newest()
    for _ in range(POSTS // 3):
        form: Form = edition.form("en", chance.choice(edition.form_names))
        shown = owner.open(
            f"/{chance.choice(['en', 'es'])}/forms/{form.name}/{chance.choice(form.pages).name}"
        )
        page = next((page for page in form.pages if shown.url.endswith(f"/{page.name}")), None)
        if page is None:
            continue  # everything is answered: this is the check
        make = answered if chance.random() < 0.3 else lambda *given: sent_by_chance(chance, *given)
        answer = owner.client.post(shown.url, data=make(page, dict(shown.entered().lists())))
        assert answer.status_code < 500
        if answer.status_code == 303:
            assert answer.headers["Location"].startswith(("/en/", "/es/"))
        else:
            parse(answer, shown.url)
    assert [entry for entry in caplog.records if entry.levelno >= logging.ERROR] == []
