"""What a worker remembers is what it would work out again."""

from __future__ import annotations

from runtime.memory import Memory


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
