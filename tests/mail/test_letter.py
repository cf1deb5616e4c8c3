"""What stands in a letter: the same at every try, in every language, and nothing that a text smuggles in."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

import pytest

from runtime.dataset import Message
from runtime.services.mail.addresses import address_of, named_address
from runtime.services.mail.letter import attach_pdf, written

SENDER = Address("City of Harborview", "permits", "harborview.example")
SITE = "https://harborview.example:8443/portal"
HEADERS = {
    "Message-ID",
    "Date",
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "Content-Language",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
}


def message(subject: str = "A receipt", language: str = "en") -> Message:
    at = datetime(2026, 3, 3, 12, 0, 5, tzinfo=UTC)
    return Message("a-_1", "ann@d.example", subject, "", language, at)


def raw(found: Message, body: str = "Received.\n", to: str = "ann@d.example", site: str = SITE) -> bytes:
    address = address_of(to)
    assert address
    return written(found, body, SENDER, address, site).as_bytes()


def read(sent: bytes) -> EmailMessage:
    found = message_from_bytes(sent, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert len(found.keys()) == len(set(found.keys())), "a header stands there twice"
    return found


def test_the_headers() -> None:
    letter = read(raw(message(language="es")))
    assert set(letter.keys()) == HEADERS
    assert letter["Message-ID"] == "<a-_1@harborview.example>"
    assert letter["Date"] == "Tue, 03 Mar 2026 12:00:05 +0000"
    assert letter["From"] == "City of Harborview <permits@harborview.example>"
    assert letter["To"] == "ann@d.example"
    assert letter["Content-Language"] == "es"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content_charset() == "utf-8"


def test_every_try_sends_the_same() -> None:
    assert raw(message()) == raw(message())


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000", "[IPv6:::1]"),
        ("https://Bürger.example", "xn--brger-kva.example"),
    ],
)
def test_the_id_names_the_site(site: str, host: str) -> None:
    assert f"<a-_1@{host}>".encode() in raw(message(), site=site)


@pytest.mark.parametrize(
    "subject",
    [
        "Ваша ссылка для входа на сайт города " * 4,
        "您的登录链接：" * 30,
        "رابط تسجيل الدخول \u2068FOG-7K2M-9QXD\u2069 إلى المدينة",
        "Lyen ou pou konekte",
        "Đăng nhập " * 20,
        "“Quotes”, commas; and <brackets>",
        "x" * 900,
    ],
)
def test_subjects_and_texts_of_all_languages_arrive(subject: str) -> None:
    body = f"{subject}\n\n.\n..\nFrom the city\n" + subject * 20
    sent = raw(message(subject), body)
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998
    letter = read(sent)
    assert letter["Subject"] == subject.strip()
    assert letter.get_content().replace("\r\n", "\n") == body + "\n"


@pytest.mark.parametrize(
    "subject",
    [
        "Hello\nBcc: evil@x.example",
        "Hello\r\nBcc: evil@x.example",
        "Hello\rBcc: evil@x.example\r",
        "Hello\n\nBcc: evil@x.example",
        "Hello\u2028Bcc: evil@x.example\x85Bcc: evil@x.example",
        "Hello\x0bBcc: evil@x.example\x1e\x0c",
        "=?utf-8?q?Hello=0D=0ABcc=3A_evil=40x.example?=",
        "=?utf-8?b?SGVsbG8NCkJjYzogZXZpbEB4LmV4YW1wbGU=?=",
        "=\n?utf-8?q?Hello=0D=0ABcc=3A_evil=40x.example?\x01=",
        "=\x01?utf-8?q?Hello=0D=0ABcc=3A_evil=40x.example?\x01=",
        "é " * 40 + "\nBcc: evil@x.example",
    ],
)
def test_no_subject_can_add_a_header(subject: str) -> None:
    assert set(read(raw(message(subject))).keys()) == HEADERS


def test_no_sign_that_controls_something_is_in_a_letters_headers() -> None:
    headers = raw(message("Hello\x01\x1b[31m\x7f \x85world")).partition(b"\r\n\r\n")[0]
    assert [line for line in headers.split(b"\r\n") if not line.decode().isprintable()] == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b.example, c@d.example",
        "a@b.example\nBcc: evil@x.example",
        "a\r\n@b.example",
        "<a@b.example>",
        "a b@c.example",
        "a@b..example",
        "=?utf-8?q?a=0D=0ABcc=3A_evil=40x?=@b.example",
        "a@b.example>\r\nRCPT TO:<evil@x.example",
        '"a\nb"@c.example',
    ],
)
def test_what_is_no_address_is_not_taken_for_one(address: str) -> None:
    assert address_of(address) is None
    assert named_address(address) is None or address == "<a@b.example>"


@pytest.mark.parametrize(
    ("written_as", "address"),
    [
        ("permits@h.example", Address("", "permits", "h.example")),
        (" permits@h.example ", Address("", "permits", "h.example")),
        ("City of Harborview <permits@h.example>", Address("City of Harborview", "permits", "h.example")),
        ('"Harborview, City of" <permits@h.example>', Address("Harborview, City of", "permits", "h.example")),
        ("Stadt Köln <amt@köln.example>", Address("Stadt Köln", "amt", "xn--kln-sna.example")),
    ],
)
def test_an_address_may_have_a_name(written_as: str, address: Address) -> None:
    assert named_address(written_as) == address


@pytest.mark.parametrize("name", ["A\nBcc: evil@x.example", "=?utf-8?q?a=0ABcc=3A_evil?=", "A\rB"])
def test_no_name_can_add_a_header(name: str) -> None:
    assert named_address(f"{name} <permits@h.example>") is None


def test_a_pdf_goes_beside_the_text() -> None:
    letter = written(message(), "Here it is.\n", SENDER, Address("", "ann", "d.example"), SITE)
    attach_pdf(letter, b"%PDF-1.7 \xff\x00" * 100, "HAR-7K2M-9QXD")
    sent = letter.as_bytes()
    assert sent.isascii()
    text, pdf = read(sent).iter_parts()
    assert text["Content-Language"] == "en"
    assert text.get_content().split() == ["Here", "it", "is."]
    assert (pdf.get_filename(), pdf.get_content_type()) == ("HAR-7K2M-9QXD.pdf", "application/pdf")
    assert pdf.get_content() == b"%PDF-1.7 \xff\x00" * 100
