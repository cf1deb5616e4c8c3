"""The site refuses to start on settings that would put people's answers at risk."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.posts import MOST_MB
from runtime.settings import Settings, WeakSettings, from_environment, is_loopback, local

SECRET = "0123456789abcdef" * 2


def test_what_is_safe_passes() -> None:
    settings = Settings(secret=SECRET, public_url="https://business.harborview.example")
    assert settings.checked() is settings


def test_the_server_takes_what_a_page_may_promise() -> None:
    usual = Settings()
    assert usual.largest_post >= MOST_MB * 1_000_000 + usual.largest_text_post


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(public_url="http://business.example", secret=SECRET), "must start with https://"),
        (Settings(public_url="https://business.example", secret=SECRET, demo=True), "everybody's messages"),
        (Settings(public_url="https://business.example"), "secret is too short"),
        (Settings(public_url="https://business.example", secret="short"), "secret is too short"),
        (Settings(public_url="http://127.0.0.1.evil.example", secret=SECRET), "must start with https://"),
        (Settings(secret=SECRET, log_level="loud"), "ONCEONLY_LOG_LEVEL to one of debug, info, warning"),
        (Settings(secret=SECRET, trusted_proxies=("10.0.0.0/8", "nginx")), "takes addresses or networks"),
        (Settings(secret=SECRET, trusted_proxies=("0.0.0.0/0",)), "not all addresses that there are"),
    ],
)
def test_weak_settings_are_named(settings: Settings, words: str) -> None:
    with pytest.raises(WeakSettings, match=words):
        settings.checked()


def test_all_weaknesses_are_said_at_once() -> None:
    with pytest.raises(WeakSettings) as refused:
        Settings(public_url="http://business.example", demo=True).checked()
    assert str(refused.value).count(".") >= 3


def test_the_defaults_are_safe_in_production() -> None:
    settings = Settings()
    assert settings.secure
    assert not settings.demo
    assert not settings.watch


def test_a_secret_never_shows_when_settings_are_printed() -> None:
    assert SECRET not in repr(Settings(secret=SECRET))


def test_an_operator_gives_settings_as_variables() -> None:
    settings = from_environment(
        {
            "ONCEONLY_PUBLIC_URL": "https://b.example/",
            "ONCEONLY_SECRET": SECRET,
            "ONCEONLY_OUTPUT": "/srv/site",
            "ONCEONLY_LOG_LEVEL": "debug",
            "ONCEONLY_TRUSTED_PROXIES": "10.0.0.0/8, 127.0.0.1",
        }
    )
    assert settings.public_url == "https://b.example"
    assert settings.output == Path("/srv/site")
    assert (settings.log_level, settings.trusted_proxies) == ("debug", ("10.0.0.0/8", "127.0.0.1"))
    assert settings.checked()


def test_a_local_site_is_reached_from_this_computer_only() -> None:
    settings = local(Path("output"), "sqlite:///x.db", 9000, demo=True).checked()
    assert settings.public_url == "http://127.0.0.1:9000"
    assert not settings.secure


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8000", True),
        ("http://10.0.0.1", False),
        ("https://example.org", False),
        ("nonsense", False),
    ],
)
def test_loopback_is_this_computer(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback
