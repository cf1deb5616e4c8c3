"""Letters and the mail server: what it answers, what it does instead, and how long that may take."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.dataset import Message
from runtime.services.mail.addresses import address_of, named_address
from runtime.services.mail.delivery_errors import NotDelivered
from runtime.services.mail.letter import written
from runtime.services.mail.settings import MailSettings
from runtime.services.mail.smtp_client import SmtpClient
from tests.mail import rude
from tests.mail.server import Certificate, Mailbox, asking_for, certificate, free_port, running

SENDER = "City of Harborview <permits@harborview.example>"
HANGS = 30  # seconds; a server that keeps its promise is done within two


@pytest.fixture(scope="session")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("trusted"))


def to(port: int, scheme: str = "smtp", user: str = "", *, seconds: float = 10, **more: str) -> SmtpClient:
    smtp = f"{scheme}://{user + '@' if user else ''}127.0.0.1:{port}"
    mail = MailSettings(smtp=smtp, sender=SENDER, **more)
    assert list(mail.problems()) == []
    return SmtpClient(mail, "harborview.example", seconds=seconds, in_all=2 * seconds)


def carry(carrier: SmtpClient, recipient: str = "ann@dumplings.example", id: str = "one") -> None:
    sender, address = named_address(SENDER), address_of(recipient)
    assert sender
    assert address
    message = Message(id, recipient, "A receipt", "Received.", "en", datetime(2026, 3, 3, tzinfo=UTC))
    letter = written(message, "Received.\n", sender, address, "https://harborview.example")
    carrier.carry(letter, sender, address)


@contextmanager
def refused(why: str, *, lasting: bool = False, server: bool = False) -> Iterator[None]:
    started = time.monotonic()
    with pytest.raises(NotDelivered) as found:
        yield
    assert time.monotonic() - started < HANGS
    assert str(found.value) == why
    assert (found.value.lasting, found.value.server) == (lasting, server)


def test_a_letter_arrives_as_it_was_written() -> None:
    with running() as server:
        carrier = to(server.port)
        carry(carrier)
        carrier.close()
        [letter], [envelope] = server.mailbox.letters, server.mailbox.envelopes
    assert letter["Subject"] == "A receipt"
    assert letter.get_content().split() == ["Received."]
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "permits@harborview.example",
        ["ann@dumplings.example"],
    )


def test_letters_share_a_connection_for_a_while() -> None:
    with running() as server:
        carrier = to(server.port)
        for number in range(30):
            carry(carrier, id=str(number))
        carrier.close()
        assert len(server.mailbox.ids) == 30
        assert server.mailbox.connections == 2


@pytest.mark.parametrize(
    ("recipient", "why", "lasting"),
    [
        ("nobody@harborview.example", "550: the mail server did not take the address", True),
        ("refused@harborview.example", "554: the mail server did not take the letter", True),
        ("later@harborview.example", "451: the mail server did not take the address", False),
        ("full@harborview.example", "452: the mail server did not take the letter", False),
    ],
)
def test_what_the_server_says_of_a_letter_concerns_this_letter_alone(
    recipient: str, why: str, *, lasting: bool
) -> None:
    with running() as server:
        carrier = to(server.port)
        with refused(why, lasting=lasting):
            carry(carrier, recipient)
        carry(carrier)
        carrier.close()
        assert len(server.mailbox.letters) == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (
            "550 5.7.1 permits@harborview.example is not yours",
            "550: the mail server did not take ONCEONLY_MAIL_FROM",
        ),
        ("421 too many letters", "421: the mail server did not take ONCEONLY_MAIL_FROM"),
        ("530 5.7.0 sign in first", "530: the mail server did not take ONCEONLY_MAIL_FROM"),
    ],
)
def test_what_the_server_says_of_us_concerns_every_letter(answer: str, why: str) -> None:
    with running(Mailbox(refusing=answer)) as server, refused(why, server=True):
        carry(to(server.port))


def test_a_server_that_wants_to_know_us_first_does_not_mean_the_address() -> None:
    why = "530: the mail server did not take the address"
    with running() as server, refused(why, server=True):
        carry(to(server.port), "strange@harborview.example")


def test_a_letter_that_is_too_large_is_never_taken() -> None:
    why = "552: the mail server did not take a letter of this size"
    with running(data_size_limit=100) as server, refused(why, lasting=True):
        carry(to(server.port))


@pytest.mark.parametrize("taken", [True, False])
def test_an_international_address_needs_a_server_that_takes_it(*, taken: bool) -> None:
    with running(enable_SMTPUTF8=taken) as server:
        carrier = to(server.port)
        if taken:
            carry(carrier, "jörg@bücher.example")
        else:
            with refused("the mail server takes no addresses beyond ASCII (SMTPUTF8)", lasting=True):
                carry(carrier, "jörg@bücher.example")
        carry(carrier, "joerg@bücher.example")
        carrier.close()
        found = [address for envelope in server.mailbox.envelopes for address in envelope.rcpt_tos]
    assert found == ["jörg@xn--bcher-kva.example"] * taken + ["joerg@xn--bcher-kva.example"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_letters_go_encrypted(trusted: Certificate, scheme: str) -> None:
    context = trusted.context()
    more = (
        {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
    )
    with running(**more) as server:
        carrier = to(server.port, scheme, ca=str(trusted.file))
        carry(carrier)
        carrier.close()
        assert len(server.mailbox.letters) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("name", ["IP:127.0.0.1", "DNS:mail.elsewhere.example"])
def test_a_certificate_of_somebody_else_is_never_taken(
    trusted: Certificate, tmp_path: Path, scheme: str, name: str
) -> None:
    """Neither one that nobody vouches for, nor a good one of another server."""
    wrong = certificate(tmp_path, name)
    ca = trusted if name.startswith("IP") else wrong
    more = {"ssl_context" if scheme == "smtps" else "tls_context": wrong.context()}
    with running(**more) as server:
        with refused("the certificate of the mail server is not trusted", server=True):
            carry(to(server.port, scheme, user="city", password="secret-word", ca=str(ca.file)))
        assert server.mailbox.letters == []


def test_nothing_is_told_to_a_server_that_does_not_encrypt(trusted: Certificate) -> None:
    heard: list[bytes] = []

    def listen(connection: rude.socket.socket, over: threading.Event) -> None:
        connection.sendall(rude.GREETING)
        with connection.makefile("rb") as lines:
            for line in lines:
                heard.append(line)
                connection.sendall(b"250-rude.example\r\n250 AUTH PLAIN LOGIN\r\n")

    why = "the mail server offers no encryption (STARTTLS)"
    with rude.rude(listen) as port, refused(why, server=True):
        carry(to(port, user="city", password="secret-word", ca=str(trusted.file)))
    assert [line.split()[0] for line in heard] in ([b"ehlo"], [b"ehlo", b"quit"])


def test_a_server_that_encrypts_at_once_does_not_understand_who_does_not(trusted: Certificate) -> None:
    with running() as server, refused("the mail server and this one cannot encrypt together", server=True):
        carry(to(server.port, "smtps", ca=str(trusted.file)))


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_who_signs_in_is_let_in() -> None:
    with running(**asking_for("city@harborview.example", "secret word")) as server:
        carrier = to(server.port, user="city%40harborview.example", password="secret word")
        carry(carrier)
        carrier.close()
        with refused("535: the mail server did not take user and password", server=True):
            carry(to(server.port, user="city", password="another"))
        assert len(server.mailbox.letters) == 1


def test_a_server_that_knows_nobody_is_not_told_who_we_are() -> None:
    with running() as server, refused("the mail server offers no signing in (AUTH)", server=True):
        carry(to(server.port, user="city", password="secret-word"))


def test_a_server_that_is_not_there_takes_no_letters() -> None:
    with refused("the mail server could not be reached", server=True):
        carry(to(free_port()))


def test_a_server_whose_name_nobody_knows_takes_no_letters(trusted: Certificate) -> None:
    mail = MailSettings(smtp="smtp://mail.invalid", sender=SENDER)
    with refused("nobody knows the name of the mail server", server=True):
        carry(SmtpClient(mail, "harborview.example"))


RUDE = {
    rude.says_nothing: "the mail server broke off, or did not answer in time",
    rude.drips_its_greeting: "the mail server broke off, or did not answer in time",
    rude.babbles: "what answers there is no mail server",
    rude.hangs_up_on_a_letter: "the mail server broke off",
    rude.hangs_after_a_letter: "the mail server broke off",
    rude.drips_after_a_letter: "the mail server broke off",
}


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("talk", RUDE, ids=lambda talk: talk.__name__)
def test_a_rude_server_keeps_nobody(trusted: Certificate, talk: rude.Talk, *, encrypted: bool) -> None:
    context = trusted.context() if encrypted else None
    with rude.rude(talk, context) as port:
        scheme, ca = ("smtps", str(trusted.file)) if encrypted else ("smtp", "")
        carrier = to(port, scheme, ca=ca, seconds=0.5)
        for _ in range(2):
            with refused(RUDE[talk], server=True):
                carry(carrier)


def test_a_server_that_never_ends_to_agree_on_encryption_keeps_nobody(trusted: Certificate) -> None:
    with (
        rude.rude(rude.drips_its_greeting) as port,
        refused("the mail server and this one cannot encrypt together", server=True),
    ):
        carry(to(port, "smtps", ca=str(trusted.file), seconds=0.5))
    with rude.rude(rude.says_nothing) as port, refused("the mail server did not answer in time", server=True):
        carry(to(port, "smtps", ca=str(trusted.file), seconds=0.5))


def test_whoever_must_stop_cuts_a_letter_off() -> None:
    with rude.rude(rude.hangs_after_a_letter) as port:
        mail = MailSettings(smtp=f"smtp://127.0.0.1:{port}", sender=SENDER)
        carrier = SmtpClient(mail, "harborview.example", seconds=100, in_all=200)
        threading.Timer(0.5, carrier.cut).start()
        with refused("the mail server broke off", server=True):
            carry(carrier)
    carrier.cut()
    carrier.close()


def test_what_a_server_says_is_told_to_nobody() -> None:
    """Servers quote addresses, and what is told goes into logs."""
    with running() as server:
        for recipient in ("nobody@harborview.example", "full@harborview.example"):
            with pytest.raises(NotDelivered) as found:
                carry(to(server.port), recipient)
            assert "@" not in f"{found.value!r} {found.value.__cause__} {found.value.__suppress_context__}"
            assert found.value.__suppress_context__
