"""The cookie of a known browser fits one account only, and names none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from runtime.services.identity.known_browsers import is_device_cookie_of, new_device_cookie


def test_a_browser_is_known_to_its_own_account_only() -> None:
    cookie = new_device_cookie("secret", "ann")
    assert is_device_cookie_of("secret", "ann", cookie)
    assert not is_device_cookie_of("secret", "bob", cookie)
    assert not is_device_cookie_of("another secret", "ann", cookie)
    assert not is_device_cookie_of("secret", "", cookie)


def test_two_browsers_of_one_account_are_two() -> None:
    assert new_device_cookie("secret", "ann") != new_device_cookie("secret", "ann")


def test_a_cookie_does_not_say_whose_it_is() -> None:
    assert "ann-and-more" not in new_device_cookie("secret", "ann-and-more")


@given(st.text())
def test_nonsense_is_no_cookie(value: str) -> None:
    assert not is_device_cookie_of("secret", "ann", value)
