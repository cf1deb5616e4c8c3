"""A worker keeps the pages that it showed last, and no more of them than it has room for."""

from __future__ import annotations

from runtime.web.http.page_cache import KEPT, LONGEST, PageCache


def test_a_page_is_found_by_equal_values() -> None:
    pages = PageCache()
    pages.keep(("mei", (1, 2)), "hers")
    assert pages.get(("mei", tuple(range(1, 3)))) == "hers"
    assert pages.get(("mei", (1, 3))) is None
    assert pages.get(("lan", (1, 2))) is None


def test_the_page_asked_for_longest_ago_makes_room_for_one() -> None:
    pages = PageCache()
    for number in range(KEPT):
        pages.keep(number, str(number))
    assert pages.get(0) == "0"
    pages.keep("new", "new")
    assert len(pages) == KEPT
    assert [pages.get(key) for key in (0, 1, 2, "new")] == ["0", None, "2", "new"]


def test_a_page_that_is_long_is_not_kept() -> None:
    pages = PageCache()
    pages.keep("page", "x" * (LONGEST + 1))
    assert len(pages) == 0
