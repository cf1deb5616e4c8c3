"""The submissions of the demo's past and their transitions; always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from onceonly.demo.register import SEED, Business, Typed

ASKED_AGAIN = (
    "Please tell us who is in charge of food safety at your booth, and send a copy of the certificate."
)
CLEAR = "The inspector found everything in order. Keep this message: it is your fire clearance."


@dataclass(frozen=True)
class Past:
    """One past submission: its own answers as typed, and the transitions that followed."""

    form: str
    on: date
    typed: dict[str, Typed]  # by field, without master fields: facts are prefilled
    steps: tuple[tuple[str, date, str], ...]  # status, day, note to the owner


LAST_VISIT = date(2026, 9, 12)
"""The last visit of the owner of Golden Gate Dumplings."""

SECOND_LOCATION, OPENED = "410 Clement Street", date(2026, 7, 1)

COUNTED = date(2026, 9, 28)
"""The day on which Public Health counted the seats, which is after the last visit."""

INSPECTED: dict[str, Typed] = {
    "reason": {"": ["health_permit"]},
    "new_construction": {"": ["no"]},
    "alterations": {"": ["no"]},
    "change_of_ownership": {"": ["no"]},
    "preferred_time": {"": ["tue", "thu"]},
    "access_notes": {"": ["The door is open from 7 in the morning."]},
}
FESTIVAL: dict[str, Typed] = {
    "event_name": {"": ["Moon Festival on Ferry Plaza"]},
    "event_place": {
        "street": ["1 Ferry Plaza"],
        "city": ["Foggyton"],
        "state": ["CA"],
        "zip": ["94100"],
    },
    "starts_on": {"month": ["10"], "day": ["3"], "year": ["2026"]},
    "ends_on": {"month": ["10"], "day": ["4"], "year": ["2026"]},
    "booths": {"": ["1"]},
    "menu": {
        "0.item": ["Pork and chive dumplings"],
        "0.prepared": ["In our kitchen"],
        "0.cooking": ["Steamed"],
        "0.holding": ["hot"],
        "1.item": ["Iced jasmine tea"],
        "1.prepared": ["In our kitchen"],
        "1.holding": ["cold"],
    },
    "hand_washing": {"": ["gravity"]},
    "utensils": {"": ["sink"]},
    "travel_minutes": {"": ["10"]},
}


def of_golden_gate_dumplings() -> tuple[Past, ...]:
    """One submission that was approved, and one that waits for its owner."""
    return (
        Past(
            "inspection-request",
            date(2026, 8, 5),
            INSPECTED,
            (("in_review", date(2026, 8, 6), ""), ("approved", date(2026, 8, 19), CLEAR)),
        ),
        Past(
            "event-food",
            LAST_VISIT,
            FESTIVAL,
            (("in_review", date(2026, 9, 14), ""), ("more_information", date(2026, 9, 24), ASKED_AGAIN)),
        ),
    )


def of_others(businesses: tuple[Business, ...]) -> Iterator[tuple[Business, Past]]:
    """Inspections that some businesses known to the Fire Department have asked for."""
    chance = random.Random(SEED)  # noqa: S311 - invented facts must be the same every time
    for business in businesses:
        inspected = any(entry.agency == "fire" for entry in business.entries)
        if inspected and chance.random() < 0.25:
            yield business, _inspection(chance)


def noon(day: date) -> datetime:
    """Noon in Foggyton on a day of the past."""
    return datetime.combine(day, time(20), UTC)


def _inspection(chance: random.Random) -> Past:
    sent = date(2026, 9, 30) - timedelta(days=chance.randint(0, 200))
    ends = (("approved", CLEAR), ("withdrawn", ""), ("declined", "The sprinklers were out of order."))
    status, note = chance.choices(ends, weights=(8, 1, 1))[0]
    begun = ("in_review", sent + timedelta(days=chance.randint(1, 3)), "")
    ended = (status, sent + timedelta(days=chance.randint(5, 14)), note)
    return Past("inspection-request", sent, INSPECTED, (begun, ended) if chance.random() < 0.8 else (begun,))
