"""The work that is done in the background: what becomes of letters, whatever their server does."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from runtime.dataset import Message
from runtime.services.background.delivery import retry_or_fail
from runtime.services.mail.delivery_errors import NotDelivered
from tests.logged import logged
from tests.mail.conftest import City
from tests.mail.server import Mailbox, free_port, running

HANGS = 30  # seconds
AWAY = "the mail server could not be reached"


def test_each_letter_fares_by_itself(city: City) -> None:
    expected = {
        "nobody@harborview.example": ("failed", "550: the mail server did not take the address"),
        "later@harborview.example": ("delayed", "451: the mail server did not take the address"),
        "full@harborview.example": ("delayed", "452: the mail server did not take the letter"),
        "ann@dumplings.example": ("sent", ""),
        "refused@harborview.example": ("failed", "554: the mail server did not take the letter"),
        "jörg@dumplings.example": ("failed", "the mail server takes no addresses beyond ASCII (SMTPUTF8)"),
        "nobody at all": ("failed", "the address is none that letters can go to"),
        "bob@dumplings.example": ("sent", ""),
    }
    letters = {address: city.post(address) for address in expected}
    with running(enable_SMTPUTF8=False) as server, logged() as log:
        worker = city.worker(server.port)
        worker.work_once()
        assert {address: city.noted(letter) for address, letter in letters.items()} == expected
        assert worker.done == {"sent": 2, "delayed": 2, "failed": 4}
        arrived = [letter["To"] for letter in server.mailbox.letters]
        assert arrived == ["ann@dumplings.example", "bob@dumplings.example"]
        worker.work_once()
        assert len(server.mailbox.letters) == 2
    assert {line["letter"] for line in log.of("letter_failed")} == {
        letter.id for address, letter in letters.items() if expected[address][0] == "failed"
    }
    for address in expected:
        assert address not in log.text


def test_a_delayed_letter_is_tried_again_and_carries_the_same_id(city: City) -> None:
    letter = city.post("later@harborview.example")
    with running() as server:
        worker = city.worker(server.port)
        for minutes in (1, 5, 15, 60):
            worker.work_once()
            assert city.noted(letter)[0] == "delayed"
            city.time_passes(minutes=minutes - 1, seconds=50)
            worker.work_once()
            assert worker.done["delayed"] == (1, 5, 15, 60).index(minutes) + 1, "it is not yet time"
            city.time_passes(seconds=20)
        server.mailbox.answers.clear()
        worker.work_once()
        assert city.noted(letter) == ("sent", "")
        assert server.mailbox.ids == {f"<{letter.id}@harborview.example>": 1}


@pytest.mark.parametrize("killed", [0, 40])
def test_after_some_two_days_a_letter_is_given_up(killed: int) -> None:
    """As often as its worker was killed: those tries were none."""
    now = datetime(2026, 3, 3, tzinfo=UTC)
    message = Message("id", "later@harborview.example", "", "", "en", now)
    tries, clock = killed, now
    while True:
        tries += 1
        found = retry_or_fail(NotDelivered("451: not now"), message, tries, clock)
        if found.state == "failed":
            break
        assert found.state == "delayed"
        clock = found.at
    assert timedelta(days=2) <= clock - now <= timedelta(days=2, hours=4)
    assert found.problem == f"451: not now; given up after {tries} tries"


def test_a_letter_that_waited_for_weeks_gets_its_two_days(city: City) -> None:
    """A city may write letters before it has a mail server."""
    letter = city.post("later@harborview.example", at=datetime.now(UTC) - timedelta(days=30))
    with running() as server:
        city.worker(server.port).work_once()
    assert city.noted(letter)[0] == "delayed"


def test_a_server_that_is_away_is_asked_once_and_not_for_every_letter(city: City) -> None:
    letters = [city.post("ann@dumplings.example") for _ in range(20)]
    worker, port = city.worker(free_port()), 0
    with logged() as log:
        worker.work_once()
    assert worker.done == {"delayed": 1}
    assert [city.noted(letter) for letter in letters] == [("delayed", AWAY)] + [("waiting", "")] * 19
    assert [line["why"] for line in log.of("mail_stopped")] == [AWAY]
    with running(port=port) as server:
        worker = city.worker(server.port)
        worker.work_once()
        city.time_passes(minutes=2)
        worker.work_once()
        assert len(server.mailbox.ids) == 20


def test_after_trouble_with_the_server_the_worker_rests(city: City) -> None:
    for _ in range(3):
        city.post("ann@dumplings.example")
    worker = city.worker(free_port())
    worker._rest = 0.3
    for _ in range(5):
        worker.work_once()
    assert worker.done == {"delayed": 1}
    time.sleep(0.4)
    worker.work_once()
    assert worker.done == {"delayed": 2}


def test_a_letter_that_makes_the_server_hang_up_does_not_hold_up_those_that_come_after(city: City) -> None:
    """The poisoned one is always due first; whatever it does costs each of the others one rest at most."""
    mailbox = Mailbox()
    with running(mailbox) as server:

        async def hang_up(server, session, envelope, address, options):  # type: ignore[no-untyped-def]
            if address.startswith("poison"):
                server.transport.close()
            envelope.rcpt_tos.append(address)
            return "250 OK"

        mailbox.handle_RCPT = hang_up  # type: ignore[method-assign]
        poison = city.post("poison@dumplings.example")
        others = [city.post("ann@dumplings.example") for _ in range(5)]
        worker = city.worker(server.port)
        for _ in range(3):
            worker.work_once()
            city.time_passes(minutes=20)
            others.append(city.post("bob@dumplings.example"))
        worker.work_once()
    assert city.noted(poison) == ("delayed", "the mail server broke off")
    assert {city.noted(letter) for letter in others} == {("sent", "")}


def test_a_mistake_of_our_own_in_one_letter_holds_no_other_up(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, fine = city.post("ann@dumplings.example"), city.post("bob@dumplings.example")
    written = "runtime.services.background.delivery.letter_of"
    original = __import__("runtime.services.background.delivery", fromlist=["x"]).letter_of

    def break_one(services, receipt, message, between, tries, now):  # type: ignore[no-untyped-def]
        if message.id == broken.id:
            raise KeyError("ann@dumplings.example")
        return original(services, receipt, message, between, tries, now)

    monkeypatch.setattr(written, break_one)
    with running() as server, logged() as log:
        city.worker(server.port).work_once()
    assert city.noted(broken) == ("delayed", "OnceOnly itself made a mistake; see the log")
    assert city.noted(fine) == ("sent", "")
    assert log.of("failed")
    assert "ann@" not in log.text


def test_a_sign_in_letter_holds_its_link_only_when_it_leaves(city: City) -> None:
    letter = city.post("ann@dumplings.example", "Open this: {link}", link="the-id")
    with running() as server:
        city.worker(server.port).work_once()
        [arrived] = server.mailbox.letters
    assert "https://harborview.example/en/sign-in/" in arrived.get_content()
    assert "{link}" not in arrived.get_content()
    found = city.store.outbox.get(letter.id)
    assert found
    assert found.body == "Open this: {link}"


def test_a_sign_in_letter_whose_link_has_run_out_is_not_sent_any_more(city: City) -> None:
    age = city.settings().sign_in_age
    late = city.post("ann@dumplings.example", "{link}", datetime.now(UTC) - age, link="late")
    still = city.post(
        "ann@dumplings.example", "{link}", datetime.now(UTC) - age + timedelta(minutes=1), link="a"
    )
    receipt = city.post("ann@dumplings.example", "Received", datetime.now(UTC) - 100 * age)
    with running() as server:
        city.worker(server.port).work_once()
        assert len(server.mailbox.letters) == 2
    assert city.noted(late) == ("failed", "the link had run out")
    assert city.noted(still) == city.noted(receipt) == ("sent", "")


def test_without_a_mail_server_letters_wait(city: City) -> None:
    letter = city.post("ann@dumplings.example")
    worker = city.worker()
    worker.work_once()
    assert city.noted(letter) == ("waiting", "")
    assert worker.done == {}
