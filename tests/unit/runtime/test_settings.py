"""The site refuses to start on settings that would put people's answers at risk."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import pytest

from forms.fields.posts import MOST_MB
from runtime.dataset import Limits
from runtime.services.settings import VARIABLES, Settings, WeakSettings, from_environment, is_loopback, local

SECRET = "for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz"


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
        (Settings(public_url="https://business.example"), "secret could be guessed"),
        (Settings(public_url="https://business.example", secret="short"), "secret could be guessed"),
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


@pytest.mark.parametrize(
    "secret",
    [
        "",
        SECRET[:31],
        "s" * 32,
        "s" * 1_000,
        "ab" * 40,
        "only-for-tests-" * 4,
        "0123456789" * 7,
        "0123456789abcdef" * 2,
        "correct horse " * 5,
    ],
)
def test_a_secret_that_could_be_guessed_is_refused_with_a_way_to_a_better_one(secret: str) -> None:
    with pytest.raises(WeakSettings, match=r"secrets\.token_hex\(32\)"):
        Settings(secret=secret, public_url="https://business.example").checked()


@pytest.mark.parametrize("length", [16, 24, 32, 64])
def test_a_secret_made_as_advised_passes(length: int) -> None:
    for _ in range(200):
        for secret in (secrets.token_hex(length), secrets.token_urlsafe(max(length, 24))):
            assert Settings(secret=secret, public_url="https://business.example").checked()


@pytest.mark.parametrize(
    "url",
    [
        "https://mei@business.example",
        "https://mei:password@business.example",
        "https://:password@business.example",
        "https://business.example/",
        "https://business.example/portal",
        "https://business.example?",
        "https://business.example?city=1",
        "https://business.example#",
        "https://business.example#top",
        "https://business.example\\evil",
        "https://",
        "https:///",
        "https://:8000",
        "https://business.example:port",
        "https://business.example:99999",
        "https://business.example:0",
        "https://[::1",
        "https://business example",
        "https://business.example\n",
        "https://büro.example",
        "ftp://127.0.0.1",
        "127.0.0.1:8000",
        "",
    ],
)
def test_a_public_address_is_a_scheme_and_a_host_and_nothing_else(url: str) -> None:
    with pytest.raises(WeakSettings, match="The public address must be https:// and a host"):
        Settings(secret=SECRET, public_url=url).checked()


@pytest.mark.parametrize(
    "url",
    [
        "https://business.example",
        "https://Business.example:8443",
        "https://xn--bro-hoa.example",
        "https://[2001:db8::1]:8443",
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
    ],
)
def test_public_addresses_as_they_should_be_pass(url: str) -> None:
    assert Settings(secret=SECRET, public_url=url).checked()


def given(**variables: str) -> Settings:
    return from_environment({f"ONCEONLY_{name}": text for name, text in variables.items()})


def test_an_operator_says_how_many_letters_go_out_and_who_is_in_front() -> None:
    settings = given(
        LETTERS_TO_STRANGERS="50", LETTERS_TO_ACCOUNTS="70", TRUSTED_PROXIES="127.0.0.1, 10.0.0.0/8,::1"
    )
    assert (settings.sign_in_limits.strangers, settings.sign_in_limits.accounts) == (50, 70)
    assert settings.trusted_proxies == ("127.0.0.1", "10.0.0.0/8", "::1")
    assert given().sign_in_limits == Limits()
    assert given().trusted_proxies == ()


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "", "٣", "1e3", "9" * 30])
@pytest.mark.parametrize("name", ["LETTERS_TO_STRANGERS", "LETTERS_TO_ACCOUNTS"])
def test_a_number_of_letters_that_is_none_is_named(name: str, text: str) -> None:
    with pytest.raises(WeakSettings, match=f"ONCEONLY_{name} must be a whole number above 0"):
        given(**{name: text}).readable()


@pytest.mark.parametrize("text", ["proxy", "*", "10.0.0.0/33", "10.0.0", "0.0.0.0/0", "::/0", "127.0.0.1:80"])
def test_proxies_that_are_no_addresses_or_all_of_them_are_refused(text: str) -> None:
    with pytest.raises(WeakSettings, match="ONCEONLY_TRUSTED_PROXIES takes addresses or networks"):
        given(SECRET=SECRET, PUBLIC_URL="https://b.example", TRUSTED_PROXIES=f"127.0.0.1,{text}").checked()


def test_room_for_files_is_given_in_megabytes() -> None:
    given = {"ONCEONLY_UPLOADS_PER_ACCOUNT_MB": "50", "ONCEONLY_UPLOADS_MB": "1000"}
    limits = from_environment(given).upload_limits
    assert (limits.account, limits.in_all) == (50_000_000, 1_000_000_000)
    assert from_environment({}).upload_limits == Settings().upload_limits


@pytest.mark.parametrize("given", ["", "0", "-1", "many", "1.5", "1e3", "٣", "9" * 400, " 5"])
def test_room_that_is_no_number_of_megabytes_is_refused_with_its_name(given: str) -> None:
    with pytest.raises(WeakSettings, match="ONCEONLY_UPLOADS_MB must be a whole number above 0"):
        from_environment({"ONCEONLY_UPLOADS_MB": given}).readable()


def test_every_variable_is_explained_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    table = page.partition("## Settings of")[2].partition("\n\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `ONCEONLY_")]
    assert {name for row in rows for name in re.findall("ONCEONLY_[A-Z_]+", row)} == set(VARIABLES)


def test_every_variable_gives_a_setting_that_is_there() -> None:
    for name, variable in VARIABLES.items():
        found: object = Settings()
        for part in variable.setting.split("."):
            assert hasattr(found, part), name
            found = getattr(found, part)


def test_all_variables_that_cannot_be_read_are_named_at_once() -> None:
    given = {
        "ONCEONLY_DEMO": "maybe",
        "ONCEONLY_UPLOADS_MB": "-1",
        "ONCEONLY_DRAFT_DAYS": "a year",
        "ONCEONLY_DRAFT_DAY": "7",
        "PATH": "/bin",
    }
    with pytest.raises(WeakSettings) as refused:
        from_environment(given).checked()
    assert all(
        words in str(refused.value)
        for words in (
            "ONCEONLY_DRAFT_DAY is no setting. Did you mean ONCEONLY_DRAFT_DAYS?",
            "ONCEONLY_DEMO must be yes or no.",
            "ONCEONLY_UPLOADS_MB must be a whole number above 0, such as 500.",
            "ONCEONLY_DRAFT_DAYS must be a number of days from 1 to 36500.",
        )
    )
