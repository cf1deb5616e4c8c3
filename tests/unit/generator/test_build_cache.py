"""What a process keeps from one build to the next."""

from __future__ import annotations

from generator.cache.build_cache import BuildCache


def test_equal_inputs_give_the_same_thing_also_to_the_next_build() -> None:
    first = BuildCache()
    made = first.recall("form", "a", list)
    assert first.recall("form", "a", list) is made
    assert BuildCache(first).recall("form", "a", list) is made


def test_other_inputs_and_other_kinds_give_other_things() -> None:
    cache = BuildCache()
    made = cache.recall("form", "a", list)
    assert cache.recall("form", "b", list) is not made
    assert cache.recall("article", "a", list) is not made


def test_what_a_build_did_not_ask_for_is_forgotten() -> None:
    first = BuildCache()
    made = first.recall("form", "a", list)
    third = BuildCache(BuildCache(first))
    assert third.recall("form", "a", list) is not made
