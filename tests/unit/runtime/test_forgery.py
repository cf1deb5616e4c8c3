"""Tokens belong to one session, look different every time, and no nonsense breaks the check."""

from __future__ import annotations

from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from runtime.forgery import is_from_here, is_token, token


@given(st.text())
def test_a_token_fits_its_own_secret_only(secret: str) -> None:
    assert is_token(token(secret), secret)
    assert not is_token(token(secret), secret + "x")


def test_two_tokens_of_one_secret_look_different() -> None:
    assert token("secret") != token("secret")


@given(st.text(max_size=100))
def test_nonsense_is_no_token(given_text: str) -> None:
    assert not is_token(given_text, "secret")


def _from_here(**headers: str) -> bool:
    app = Flask("test")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with app.test_request_context("/", base_url="https://business.example", headers=named):
        return is_from_here(request, "business.example")


def test_our_own_pages_and_old_browsers_pass() -> None:
    assert _from_here()
    assert _from_here(Origin="https://business.example", Sec_Fetch_Site="same-origin")


def test_other_sites_do_not_pass() -> None:
    assert not _from_here(Origin="https://evil.example")
    assert not _from_here(Origin="https://business.example.evil.example")
    assert not _from_here(Origin="null")
    assert not _from_here(Sec_Fetch_Site="cross-site")
