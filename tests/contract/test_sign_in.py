"""Sign-in links: each works once and for a while, and only so many letters go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from runtime.dataset import Dataset, Limits, NewMessage, NewSignIn, SignIn, open_dataset
from tests.contract.examples import NOON, later
from tests.together.test_races import at_once

LIMITS = Limits()
MINUTE = timedelta(minutes=1)


class Asking:
    """Asks one store for links, each with an id of its own."""

    def __init__(self, store: Dataset, limits: Limits = LIMITS) -> None:
        self._store, self._limits, self._count = store, limits, 0

    def __call__(
        self, email: str = "ann@d.example", share: str = "here", at: datetime = NOON, **more: bool
    ) -> bool:
        self._count += 1
        new = NewSignIn(
            id=f"{id(self)}-{self._count}",
            email=email,
            share=share,
            browser="hers",
            asked=at,
            expires=at + timedelta(minutes=10),
            **more,
        )
        return self._store.identity.ask_sign_in(
            new, NewMessage(email, "Link", "{link}", "en", new.id), self._limits
        )

    def often(self, times: int, **more: object) -> int:
        """How many letters go out when somebody asks so often; ``{}`` in an address is a running number."""
        given = {"email": "ann@d.example", **more}
        asks = ({**given, "email": str(given["email"]).format(number)} for number in range(times))
        return sum(self(**ask) for ask in asks)  # type: ignore[arg-type]  # keywords of one call


@pytest.fixture
def ask(store: Dataset) -> Asking:
    return Asking(store)


def link(store: Dataset, **more: datetime) -> str:
    times = {"asked": NOON, "expires": later(10), **more}
    new = NewSignIn(id="link", email="Ann@d.example", share="here", browser="hers", **times)
    assert store.identity.ask_sign_in(new, NewMessage(new.email, "Link", "{link}", "en", new.id), LIMITS)
    return new.id


def test_a_link_and_its_letter_are_written_together(store: Dataset) -> None:
    link(store)
    [letter] = store.outbox.all("ann@d.example")
    assert (letter.link, letter.body, letter.at, letter.state) == ("link", "{link}", NOON, "waiting")
    assert store.identity.sign_in("link", NOON) == SignIn(id="link", email="Ann@d.example", browser="hers")


def test_a_link_works_once(store: Dataset) -> None:
    assert not store.identity.use_sign_in("other", NOON)
    assert store.identity.use_sign_in(link(store), NOON)
    assert not store.identity.use_sign_in("link", NOON)
    assert store.identity.sign_in("link", NOON) is None


def test_of_many_who_use_one_link_at_once_one_gets_in(store: Dataset) -> None:
    link(store)
    assert sorted(at_once(*[partial(store.identity.use_sign_in, "link", NOON)] * 20), key=bool) == [
        False
    ] * 19 + [True]


@pytest.mark.parametrize("at", [later(10), later(-6), later(-60 * 24)])
def test_a_link_works_neither_after_its_time_nor_long_before_it(store: Dataset, at: datetime) -> None:
    link(store)
    assert store.identity.sign_in("link", at) is None
    assert not store.identity.use_sign_in("link", at)
    assert store.identity.sign_in("link", later(9))


def test_clocks_of_two_machines_may_differ_a_little(store: Dataset) -> None:
    assert store.identity.use_sign_in(link(store), later(-4))


def test_five_wrong_codes_are_the_end_of_a_link(store: Dataset) -> None:
    link(store)
    assert [store.identity.miss_sign_in("link", NOON) for _ in range(6)] == [True] * 4 + [False] * 2
    assert store.identity.sign_in("link", NOON) is None
    assert not store.identity.use_sign_in("link", NOON)


def test_of_many_who_guess_at_once_all_are_counted(store: Dataset) -> None:
    link(store)
    assert sum(map(bool, at_once(*[partial(store.identity.miss_sign_in, "link", NOON)] * 20))) == 4


def test_a_wrong_code_for_no_link_is_harmless(store: Dataset) -> None:
    assert not store.identity.miss_sign_in("nothing", NOON)


def test_one_place_gets_five_letters_to_one_address(ask: Asking) -> None:
    assert ask.often(9) == 5
    assert ask.often(9, share="elsewhere") == 5
    assert ask("ANN@D.example ") is False  # as addresses are compared


def test_one_address_gets_thirty_letters_whoever_asks(ask: Asking) -> None:
    assert sum(ask.often(9, share=f"network {number}") for number in range(20)) == 30


def test_a_browser_that_the_account_knows_has_room_that_nobody_else_uses_up(ask: Asking) -> None:
    for number in range(20):
        ask.often(9, share=f"network {number}", known=True)
    assert not ask(share="the owner's new phone", known=True)
    assert ask.often(9, share="her own browser", known=True, familiar=True) == 5
    familiar = [ask.often(9, share=f"browser {n}", known=True, familiar=True) for n in range(20)]
    assert sum(familiar) == 25  # sixty letters in all, however many browsers there are


def test_one_network_gets_twenty_letters_to_strangers_and_a_hundred_in_all(ask: Asking) -> None:
    assert ask.often(4_000, email="stranger-{}@d.example") == 20
    assert ask.often(300, email="owner-{}@d.example", known=True) == 80
    assert ask(share="elsewhere")


@pytest.mark.parametrize("before", [0, 18, 19, 20, 98, 99])
def test_what_is_left_for_a_network_never_tells_whether_an_address_has_an_account(
    store: Dataset, before: int
) -> None:
    """Somebody asks for addresses of her own, for another's, and for one more of her own."""
    left = []
    for known in (False, True):
        ask = Asking(store, LIMITS)
        place = f"{before} {known}"
        ask.often(before, email=f"own-{{}}@{place[-4:]}.example", share=place, known=before > 20)
        ask(f"other@{place[-4:]}.example", share=place, known=known and before < 20)
        left.append(ask(f"one.more@{place[-4:]}.example", share=place))
    assert left[0] == left[1]


def test_all_together_get_so_many_letters(store: Dataset) -> None:
    ask = Asking(store, replace(LIMITS, strangers=50, accounts=70))
    networks = [f"network {number}" for number in range(10)]
    strangers = [ask.often(20, email=f"{{}}@{share}", share=share) for share in networks]
    assert sum(strangers) == 50
    owners = [ask.often(20, email=f"{{}}@{share}", share=share, known=True) for share in networks]
    assert sum(owners) == 70
    assert ask(share="her own browser", known=True, familiar=True)


def test_as_the_limits_stand_strangers_leave_owners_their_room(ask: Asking) -> None:
    networks = [f"network {number}" for number in range(30)]
    assert sum(ask.often(21, email=f"{{}}@{share}", share=share) for share in networks) == 500
    assert not ask("one.more@d.example", share="elsewhere")
    assert ask("owner@d.example", share="elsewhere", known=True)


@pytest.mark.parametrize("when", [later(10), later(60), later(60 * 24)])
def test_room_comes_back_after_ten_minutes(ask: Asking, when: datetime) -> None:
    ask.often(5)
    assert not ask(at=later(9))
    assert ask(at=when)


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(hours=1), timedelta(days=400)])
def test_letters_that_a_wrong_clock_dated_into_the_future_block_nobody(ask: Asking, ahead: timedelta) -> None:
    assert ask.often(9, at=NOON + ahead) == 5
    assert ask.often(9) == 5
    assert not ask(at=NOON + MINUTE)


def test_a_request_that_came_later_but_wrote_first_is_counted(ask: Asking) -> None:
    moments = [NOON - number * timedelta(milliseconds=100) for number in range(40)]
    assert sum(ask(at=moment) for moment in moments) == 5


def test_forty_who_ask_at_once_get_five_letters(store: Dataset, url: str) -> None:
    stores = [store, open_dataset(url)]
    asking: list[Callable[[], object]] = [partial(Asking(stores[number % 2])) for number in range(40)]
    assert sum(map(bool, at_once(*asking))) == len(store.outbox.all()) == 5
    stores[1].close()


def test_who_gets_no_letter_leaves_nothing_behind(store: Dataset, ask: Asking) -> None:
    ask.often(50)
    assert len(store.outbox.all()) == 5
    assert store.identity.clear_sign_ins(later(60)) == 5
