"""What browsers are called: two words from a fixed list, whatever they say of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.services.identity.user_agents import agent_of

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("header", "agent"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:137.0) Gecko/137.0 Firefox/137.0", "Firefox, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/137.0 Safari/537.36", "Chrome, Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/137.0 Safari/537.36 Edg/137.0",
            "Edge, Windows",
        ),
        (f"Mozilla/5.0 (Macintosh) {WEBKIT} Chrome/137.0 Safari/537.36 OPR/118.0", "Opera, macOS"),
        (
            f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} SamsungBrowser/27.0 Chrome/125.0 Safari/537.36",
            "Samsung Internet, Android",
        ),
        (f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/137.0 Mobile Safari/537.36", "Chrome, Android"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/137.0 Safari/537.36", "Chrome, ChromeOS"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            " Version/18.4 Safari/605.1.15",
            "Safari, macOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            " CriOS/137.0 Mobile/15E148 Safari/604.1",
            "Chrome, iPhone",
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            " FxiOS/137.0 Mobile/15E148 Safari/605.1.15",
            "Firefox, iPad",
        ),
        ("Firefox/1", "Firefox"),
        ("SomePhone (Android)", "Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_browsers_are_called_as_people_know_them(header: str, agent: str) -> None:
    assert agent_of(header) == agent


@given(st.text(), st.sampled_from(["Firefox/", "Chrome/", "Android", "Linux", ""]))
def test_nothing_but_known_names_is_ever_kept(text: str, name: str) -> None:
    assert set(agent_of(text + name + text).split(", ")) <= {"", "Firefox", "Chrome", "Android", "Linux"}
