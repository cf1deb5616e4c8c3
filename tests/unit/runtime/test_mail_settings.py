"""What an operator says about e-mail: refused with all that is wrong, and never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime.services.mail.settings import MailServer
from runtime.services.settings import Settings, WeakSettings, from_environment

SECRET = "for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz"
PASSWORD = "rosebud/1941#"
SENDER = "City of Harborview <permits@harborview.example>"


def settings(**variables: str) -> Settings:
    given = {"ONCEONLY_PUBLIC_URL": "https://b.example", "ONCEONLY_SECRET": SECRET, **variables}
    return from_environment({f"ONCEONLY_{name}" if name[0] != "O" else name: given[name] for name in given})


def mail(smtp: str, **more: str) -> Settings:
    return settings(SMTP=smtp, **{"MAIL_FROM": SENDER, **more})


@pytest.mark.parametrize(
    ("smtp", "more", "server"),
    [
        ("smtp://mail.example", {}, MailServer("mail.example", 587, "starttls", "")),
        ("smtps://mail.example", {}, MailServer("mail.example", 465, "at once", "")),
        ("smtp://mail.example:2525", {}, MailServer("mail.example", 2525, "starttls", "")),
        ("smtp://127.0.0.1:25", {}, MailServer("127.0.0.1", 25, "none", "")),
        ("smtp://localhost:25/", {}, MailServer("localhost", 25, "none", "")),
        ("smtp://[::1]:25", {}, MailServer("::1", 25, "none", "")),
        ("smtp://127.0.0.1.evil.example", {}, MailServer("127.0.0.1.evil.example", 587, "starttls", "")),
        (
            "smtps://city@mail.example",
            {"SMTP_PASSWORD": PASSWORD},
            MailServer("mail.example", 465, "at once", "city"),
        ),
        (
            "smtp://city%40b.example@mail.example:587",
            {"SMTP_PASSWORD": PASSWORD},
            MailServer("mail.example", 587, "starttls", "city@b.example"),
        ),
    ],
)
def test_where_letters_go(smtp: str, more: dict[str, str], server: MailServer) -> None:
    assert mail(smtp, **more).checked().mail.server() == server


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SMTP": "mail.example:587"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "http://mail.example"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://mail.example:0"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://mail.example:70000"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://mail.example:x"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://mail.example/letters?tls=no"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://mail .example"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://[::1"}, "ONCEONLY_SMTP is no address"),
        ({"SMTP": "smtp://city:rosebud@mail.example"}, "ONCEONLY_SMTP holds a password"),
        ({"SMTP": "smtp://city:@mail.example"}, "ONCEONLY_SMTP holds a password"),
        ({"SMTP": "smtp://city@mail.example"}, "belong together"),
        ({"SMTP": "smtp://mail.example", "SMTP_PASSWORD": PASSWORD}, "belong together"),
        ({"SMTP": "smtp://city@mail.example", "SMTP_PASSWORD": "pässword"}, "must be ASCII"),
        ({"SMTP": "smtp://mail.example", "MAIL_FROM": ""}, "ONCEONLY_MAIL_FROM must be the address"),
        ({"SMTP": "smtp://mail.example", "MAIL_FROM": "nobody"}, "ONCEONLY_MAIL_FROM must be the address"),
        ({"SMTP": "smtp://mail.example", "MAIL_FROM": "a@b.example,c@d.example"}, "ONCEONLY_MAIL_FROM"),
        ({"SMTP": "smtp://mail.example", "SMTP_CA": "/nowhere.pem"}, "ONCEONLY_SMTP_CA is no file"),
        ({"SMTP": "smtp://mail.example", "SMTP_CA": __file__}, "ONCEONLY_SMTP_CA is no file"),
        ({"SMTP": "smtp://mail.example", "SMTP_CA": str(Path(__file__).parent)}, "ONCEONLY_SMTP_CA"),
        ({"DRAFT_DAYS": "0"}, "ONCEONLY_DRAFT_DAYS must be a number of days"),
        ({"DRAFT_DAYS": "-5"}, "ONCEONLY_DRAFT_DAYS must be a number of days"),
        ({"DRAFT_DAYS": "a year"}, "ONCEONLY_DRAFT_DAYS must be a number of days"),
        ({"DRAFT_DAYS": "9" * 30}, "ONCEONLY_DRAFT_DAYS must be a number of days"),
        ({"DRAFT_DAYS": "٣٦٥"}, "ONCEONLY_DRAFT_DAYS must be a number of days"),
    ],
)
def test_what_is_wrong_is_refused_with_its_name(variables: dict[str, str], words: str) -> None:
    with pytest.raises(WeakSettings, match=words):
        settings(**{"MAIL_FROM": SENDER, **variables}).checked()


def test_everything_wrong_is_said_at_once() -> None:
    wrong = settings(SMTP="smtp://u:p@m.example", MAIL_FROM="x", SMTP_CA="/x", DRAFT_DAYS="x", SECRET="short")
    with pytest.raises(WeakSettings) as refused:
        wrong.checked()
    for name in ("ONCEONLY_SMTP ", "ONCEONLY_MAIL_FROM", "ONCEONLY_SMTP_CA", "DRAFT_DAYS", "ONCEONLY_SECRET"):
        assert name in str(refused.value)


@pytest.mark.parametrize(
    "smtp", [f"smtp://city:{PASSWORD}@mail.example", "smtp://city:rosebud@mail.example", "smtp://m.example"]
)
def test_a_password_is_never_shown(smtp: str) -> None:
    given = mail(smtp, SMTP_PASSWORD=PASSWORD)
    with pytest.raises(WeakSettings) as refused:
        given.checked()
    assert "rosebud" not in f"{given!r}{given.mail!r}{refused.value}"


def test_nothing_is_said_about_mail_where_there_is_none() -> None:
    assert settings().checked().mail.smtp == ""
    assert settings(MAIL_FROM="nobody").checked()


@pytest.mark.parametrize(("written", "works"), [("yes", True), ("", False), ("no", False)])
def test_work_beside_serving_is_asked_for(written: str, *, works: bool) -> None:
    assert settings(WORK=written).work is works
