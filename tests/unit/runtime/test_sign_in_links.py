"""Links and codes follow from an id and the secret, and from nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.dataset import Message
from runtime.dataset.identifiers import new_id
from runtime.services.identity.sign_in_links import body_of, code_of, is_code, link_in, link_of, token_of
from runtime.services.settings import Settings

SECRET, OTHER = "one secret", "another secret"
SETTINGS = Settings(secret=SECRET, public_url="https://business.example")


def letter(body: str, link: str = "") -> Message:
    return Message("m1", "ann@d.example", "Hello", body, "es", datetime.now(UTC), link=link)


def test_a_token_gives_its_link_to_who_knows_the_secret() -> None:
    link = new_id()
    assert link_in(SECRET, token_of(SECRET, link)) == link
    assert link_in(OTHER, token_of(SECRET, link)) == ""


def test_no_letter_of_a_token_may_change() -> None:
    token = token_of(SECRET, new_id())
    for place, letter in enumerate(token):
        other = "B" if letter == "A" else "A"
        assert link_in(SECRET, f"{token[:place]}{other}{token[place + 1 :]}") == ""


@given(st.text())
def test_nonsense_is_no_token(text: str) -> None:
    assert link_in(SECRET, text) == ""


def test_a_code_is_six_letters_that_nobody_mistakes() -> None:
    codes = {code_of(SECRET, new_id()) for _ in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{3}-[2-9A-HJKMNP-TV-Z]{3}", code) for code in codes)


def test_a_code_is_no_part_of_its_token() -> None:
    link = new_id()
    assert code_of(SECRET, link).replace("-", "") not in token_of(SECRET, link).upper()
    assert code_of(SECRET, link) != code_of(OTHER, link)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " – "),
        lambda code: f" {' '.join(code)} ",
        lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),  # as Chinese keyboards type
        lambda code: "".join(chr(ord(sign) + 0x630) if sign.isdigit() else sign for sign in code),  # Arabic
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: object) -> None:
    assert callable(typed)
    links = [new_id() for _ in range(20)]
    assert all(is_code(SECRET, link, typed(code_of(SECRET, link))) for link in links)


@given(st.text())
def test_nonsense_is_no_code(text: str) -> None:
    assert not is_code(SECRET, "a-link", text)


def test_another_links_code_is_not_this_ones() -> None:
    link, other = new_id(), new_id()
    assert not is_code(SECRET, link, code_of(SECRET, other))
    assert not is_code(SECRET, link, "")


def test_a_letter_gets_its_link_when_it_is_read() -> None:
    link = new_id()
    message = letter("Open this: {link}\n\nBye", link)
    assert link_of(SETTINGS, message) == f"https://business.example/es/sign-in/{token_of(SECRET, link)}"
    assert body_of(SETTINGS, message) == f"Open this: {link_of(SETTINGS, message)}\n\nBye"


def test_a_letter_without_a_link_stays_as_it_is() -> None:
    assert body_of(SETTINGS, letter("What {link} means")) == "What {link} means"
