"""What a worker remembers is what it would work out again."""

from __future__ import annotations

import itertools
import json
import random
import tracemalloc
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from runtime.dataset import NewFact, Source, migrate, open_dataset
from runtime.memory import Memory, weight


def test_what_was_worked_out_is_given_again_while_its_causes_are_the_same() -> None:
    memory, facts = Memory(), {"phone": "+14155550100"}
    first = memory.recall("page", (facts,), lambda: ["worked out"])
    assert memory.recall("page", (facts,), lambda: ["worked out anew"]) is first


def test_another_cause_is_reason_to_work_it_out_anew_even_if_it_looks_alike() -> None:
    memory = Memory()
    memory.recall("page", ({"phone": "1"},), lambda: "before")
    assert memory.recall("page", ({"phone": "1"},), lambda: "after") == "after"
    # and the newer one is kept from now on
    facts = {"phone": "2"}
    memory.recall("page", (facts,), lambda: "third")
    assert memory.recall("page", (facts,), lambda: "fourth") == "third"


def test_pages_of_different_people_never_meet() -> None:
    memory, facts = Memory(), {"phone": "1"}
    memory.recall(("account-1", "page"), (facts,), lambda: "hers")
    assert memory.recall(("account-2", "page"), (facts,), lambda: "his") == "his"


def test_memory_stays_bounded() -> None:
    memory, cause = Memory(), object()
    calls: list[int] = []

    def work_out(number: int) -> int:
        calls.append(number)
        return number

    for number in range(2_000):
        memory.recall(number, (cause,), lambda number=number: work_out(number))  # type: ignore[misc]  # a default
    memory.recall(0, (cause,), lambda: work_out(0))
    assert len(calls) == 2_001, "the first of two thousand is still remembered"


def test_what_is_large_is_not_kept_and_replaces_what_was() -> None:
    memory, cause = Memory(room=32_000_000), object()
    memory.recall("page", (cause,), lambda: "small")
    assert memory.recall("page", (object(),), lambda: "x" * 2_000_000) == "x" * 2_000_000
    assert memory.recall("page", (cause,), lambda: "anew") == "anew"


def test_the_oldest_makes_room_for_the_newest() -> None:
    memory, cause = Memory(room=1_000), object()

    def recall(key: str, found: str) -> str:
        return memory.recall(key, (cause,), lambda: found, lambda _: 300)

    for key in "abcd":
        recall(key, "before")
    assert {key: recall(key, "after") for key in "bcd"} == dict.fromkeys("bcd", "before")
    assert recall("a", "after") == "after"


class Thing:
    """Something that can be seen to be gone."""


def test_what_is_kept_weighs_no_more_than_there_is_room_whoever_asks_at_once() -> None:
    memory, alive = Memory(room=10_000), weakref.WeakValueDictionary[int, Thing]()
    numbers = itertools.count()

    def work_out() -> Thing:
        thing = alive[next(numbers)] = Thing()
        return thing

    def ask(chance: random.Random) -> None:
        for _ in range(2_000):
            memory.recall(chance.randrange(60), (chance.randrange(2),), work_out, lambda _: 1_000)

    with ThreadPoolExecutor(4) as pool:
        for asking in [pool.submit(ask, random.Random(seed)) for seed in range(4)]:
            asking.result()
    assert 0 < len(alive) <= 10
    assert all(memory.recall(key, (2,), Thing, lambda _: 1_000) for key in range(60))
    assert len(alive) == 0


def test_weights_are_about_what_things_take() -> None:
    stored = {
        "name": "Golden Gate Dumplings LLC",
        "owners": [
            {"id": f"r{i}", "name": f"Mei {i}", "days": ["mon", "tue"], "share": str(i)} for i in range(200)
        ],
        "remarks": "🥟" * 2_000,
    }
    written = json.dumps(stored)
    tracemalloc.start()
    try:
        read = json.loads(written)
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert taken < weight(read) < taken * 3


def test_a_store_remembers_facts_by_what_they_weigh(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    migrate(url)
    store = open_dataset(url)
    source, now = Source("register", "rolls", "clerk"), datetime.now(UTC)
    parties = [store.parties.create("business", "").id for _ in range(60)]
    for party in parties:
        store.facts.record([NewFact(party, "business.notes", "x" * 500_000, now, source)])
    tracemalloc.start()
    try:
        for party in parties:
            assert len(store.facts.current([party])["business.notes"].value) == 500_000
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
        store.close()
    assert taken < 12_000_000
