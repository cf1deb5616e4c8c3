"""Sentences said on request: filled, escaped, and in the right plural."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from forms.text.formats import long_date
from forms.text.language import ENGLISH, Language
from runtime.web.http.responses import own_address
from runtime.web.http.words import moment, request_words

ARABIC = Language("ar", "ar", "العربية", "rtl")
say = request_words(ENGLISH)["say"]


def test_values_are_escaped_and_markup_is_not() -> None:
    assert say("Hello {name}", name="<b>") == Markup("Hello &lt;b&gt;")
    assert say("Hello {name}", name=Markup("<b>Mei</b>")) == Markup("Hello <b>Mei</b>")


def test_a_gap_without_a_value_stays() -> None:
    assert say("Hello {name}") == Markup("Hello {name}")


def test_a_value_that_runs_the_other_way_is_set_apart() -> None:
    in_arabic = request_words(ARABIC)["say"]
    assert (
        in_arabic("أرسلنا نسخة إلى {to}.", to="mei@a.example") == "أرسلنا نسخة إلى \u2068mei@a.example\u2069."
    )
    assert in_arabic("أرسلنا نسخة إلى {to}.", to="ليلى") == "أرسلنا نسخة إلى ليلى."
    assert say("A copy is for {to}.", to="ليلى") == "A copy is for \u2068ليلى\u2069."


def test_the_number_decides_the_sentence() -> None:
    nsay = request_words(ENGLISH)["nsay"]
    assert nsay("{count} file", "{count} files", 1) == "1 file"
    assert nsay("{count} file", "{count} files", 2) == "2 files"


def test_dates_are_never_short() -> None:
    assert long_date(date(2026, 3, 4), "en_US") == "March 4, 2026"
    assert long_date(date(2026, 3, 4), "es_US") == "4 de marzo de 2026"


def test_a_moment_is_said_by_the_citys_clock() -> None:
    day, time = moment(datetime(2026, 3, 4, 3, 5, tzinfo=UTC), "America/Los_Angeles", "en_US")
    assert day == "March 3, 2026"
    assert time.replace("\u202f", " ") == "7:05 PM"


@pytest.mark.parametrize("given", ["/en/", "/en/forms/registration/business"])
def test_an_address_of_ours_is_kept(given: str) -> None:
    assert own_address(given, "/") == given


@pytest.mark.parametrize(
    "given",
    ["", "en", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "javascript:alert(1)"],
)
def test_any_other_address_is_not(given: str) -> None:
    assert own_address(given, "/en/") == "/en/"
