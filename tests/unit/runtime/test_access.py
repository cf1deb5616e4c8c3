"""Who may do what: the whole table, and that whatever is not in it is denied."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from runtime.dataset import Account, Draft, NewFact, NewSubmission, Party, Sent, Source, Upload
from runtime.services.access import (
    ANONYMOUS,
    SYSTEM,
    Action,
    Actor,
    NotAllowed,
    Owner,
    Staff,
    can,
    require,
)
from tests.each import each, named

NOW = datetime(2026, 3, 3, tzinfo=UTC)
TABLE = yaml.safe_load((Path(__file__).parents[2] / "vectors" / "access.yaml").read_text("utf-8"))

SHOP, BRANCH = Party("shop", "business"), Party("branch", "location", of="shop")
BAKERY = Party("bakery", "business")
MEI = Account("mei", "mei@dumplings.example", Party("mei-person", "person"), (SHOP, BRANCH, BAKERY))

ACTORS: dict[str, Actor] = {
    "anonymous": ANONYMOUS,
    "owner": Owner(MEI, SHOP),
    "owner of the branch": Owner(MEI, BRANCH),
    "staff": Staff("Jordan Lee", "fire"),
    "system": SYSTEM,
}


def draft(account: str, business: str) -> Draft:
    return Draft("d", account, business, "form", "1", "en", NOW, NOW)


def sent(account: str, business: str, agency: str = "fire") -> Sent:
    return Sent("R", "d", account, business, "form", "1", agency, "Form", "en", NOW, "received")


def new(account: str, business: str, *parties: str) -> NewSubmission:
    source = Source("submission", "form", "fire")
    facts = tuple(NewFact(party, "business.phone", "1", NOW, source) for party in parties)
    return NewSubmission(
        **{"draft": "d", "revision": 1, "account": account, "business": business, "form": "form"},  # type: ignore[arg-type]
        **{"form_version": "1", "agency": "fire", "title": "Form", "language": "en", "at": NOW},  # type: ignore[arg-type]
        questions=(),
        facts=facts,
        expected={},
    )


THINGS: dict[str, Any] = {
    "nothing": None,
    "demo": True,
    "no demo": False,
    "account of mei": "mei",
    "another account": "bob",
    "party shop": "shop",
    "party branch": "branch",
    "party bakery": "bakery",
    "party mei": "mei-person",
    "another party": "garage",
    "draft for shop": draft("mei", "shop"),
    "draft for bakery": draft("mei", "bakery"),
    "draft of another account": draft("bob", "shop"),
    "file of mei": Upload("u", "mei", "a.pdf", "application/pdf", 1, NOW),
    "file of another account": Upload("u", "bob", "a.pdf", "application/pdf", 1, NOW),
    "sent for shop": sent("mei", "shop"),
    "sent for shop by another account": sent("bob", "shop"),
    "sent for bakery": sent("mei", "bakery"),
    "sent for another business": sent("bob", "garage"),
    "sent to another agency": sent("mei", "shop", "health"),
    "new for shop": new("mei", "shop", "shop", "mei-person"),
    "new for shop, without facts": new("mei", "shop"),
    "new for bakery": new("mei", "bakery"),
    "new of another account": new("bob", "shop"),
    "new with a fact about another party": new("mei", "shop", "shop", "garage"),
}


@each(named(ACTORS), named(get_args(Action)))
def test_an_actor_may_do_what_the_table_says_and_nothing_else(actor: str, action: Action) -> None:
    allowed = set(TABLE[action].get(actor, ()))
    fitting = {thing for things in TABLE[action].values() for thing in things} | set(TABLE[action]["denied"])
    assert {thing for thing in fitting if can(ACTORS[actor], action, THINGS[thing])} == allowed


def test_the_table_names_every_action_and_denies_something_of_each() -> None:
    assert set(TABLE) == set(get_args(Action))
    assert {thing for rules in TABLE.values() for things in rules.values() for thing in things} == set(THINGS)


def test_what_no_rule_names_is_denied() -> None:
    assert not any(can(actor, "delete everything") for actor in ACTORS.values())  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="Anonymous may not write draft"):
        require(ANONYMOUS, "write draft", draft("mei", "shop"))
