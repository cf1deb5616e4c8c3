"""Tokens belong to one session, look different every time, and no nonsense breaks the check."""

from __future__ import annotations

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from runtime.web.http.csrf import is_from_here, is_token, token


@given(st.text())
def test_a_token_fits_its_own_secret_only(secret: str) -> None:
    assert is_token(token(secret), secret)
    assert not is_token(token(secret), secret + "x")


def test_two_tokens_of_one_secret_look_different() -> None:
    assert token("secret") != token("secret")


@given(st.text(max_size=100))
def test_nonsense_is_no_token(given_text: str) -> None:
    assert not is_token(given_text, "secret")


PUBLIC = "https://business.example"
HERE = "http://127.0.0.1:8000"


def _from_here(public: str = PUBLIC, asked: str = "", **headers: str) -> bool:
    """Whether a post passes at a site of this public address, which is asked for under another perhaps."""
    app = Flask("test")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with app.test_request_context("/", base_url=asked or public, headers=named):
        return is_from_here(request, public)


def test_our_own_pages_and_old_browsers_pass() -> None:
    assert _from_here()
    assert _from_here(Origin=PUBLIC, Sec_Fetch_Site="same-origin")
    assert _from_here(Sec_Fetch_Site="none")
    assert _from_here(Referer=f"{PUBLIC}/en/sign-in")
    assert _from_here("https://Business.example:443", Origin=PUBLIC)
    assert _from_here("https://business.example:8443", Origin="https://business.example:8443")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://business.example.evil.example",
        "http://business.example",
        "http://business.example:443",
        "ftp://business.example",
        "https://business.example:8443",
        "https://business.example:80",
        "https://business.example@evil.example",
        "https://business.example ",
        "//business.example",
        "business.example",
        "null",
        "",
        "https://[",
    ],
)
def test_other_sites_do_not_pass_nor_our_own_name_with_another_scheme_or_port(origin: str) -> None:
    assert not _from_here(Origin=origin)
    assert not _from_here(Origin=origin, Sec_Fetch_Site="same-origin")
    assert not _from_here(Referer=f"{origin}/")


def test_what_the_browser_says_of_where_a_post_comes_from_counts_in_any_case() -> None:
    for site in ("cross-site", "same-site", "", "nonsense"):
        assert not _from_here(Sec_Fetch_Site=site)
        assert not _from_here(Origin=PUBLIC, Sec_Fetch_Site=site)
    assert not _from_here(Origin="https://evil.example", Referer=f"{PUBLIC}/")


@pytest.mark.parametrize("name", ["http://localhost:8000", "http://[::1]:8000", "http://127.0.0.1:9000"])
def test_a_site_of_this_computer_goes_by_the_name_that_it_is_asked_by(name: str) -> None:
    assert _from_here(HERE, name, Origin=name)
    assert _from_here(HERE, name, Origin=HERE)
    assert not _from_here(HERE, HERE, Origin=name)
    assert not _from_here(HERE, name, Origin=name.replace("http:", "https:"))


def test_a_site_of_this_computer_goes_by_no_name_of_another() -> None:
    assert not _from_here(HERE, "http://evil.example:8000", Origin="http://evil.example:8000")
    assert not _from_here(PUBLIC, "http://127.0.0.1:8000", Origin="http://127.0.0.1:8000")
