"""The demo's registers: 200 invented businesses, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onceonly.demo import words

SEED = 94100
SIZE = 200
NEWEST = date(2026, 9, 30)  # no register was updated after this day

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Entry:
    """One register entry as a clerk typed it: abbreviated, in capitals, out of date."""

    master: str
    typed: Typed
    said_on: date
    register: str
    agency: str
    verified: bool = False


@dataclass(frozen=True)
class Business:
    """One business with all its register entries and its owner."""

    name: str
    email: str
    language: str
    entries: tuple[Entry, ...]


# (register, agency); the registers' titles are in city.yaml.
TAX = ("sales_tax", "revenue")
LICENSES = ("licenses", "licensing")
HEALTH = ("food_safety", "health")
FIRE = ("fire_inspections", "fire")
STREETS = ("sidewalk_permits", "public_works")
PORTAL = ("portal_accounts", "revenue")


def register(seed: int = SEED, size: int = SIZE) -> tuple[Business, ...]:
    """All businesses; Golden Gate Dumplings, the demo's own, comes first."""
    chance = random.Random(seed)  # noqa: S311 - invented facts must be the same every time
    return (golden_gate_dumplings(), *(_business(chance, number) for number in range(1, size)))


def golden_gate_dumplings() -> Business:
    """The business of the demo's owner: known to a few agencies, registered with none."""
    entries = (
        _entry("person.name", {"given": ["Mei"], "family": ["Lin"]}, date(2026, 8, 3), PORTAL),
        _entry("person.email", {"": ["mei@dumplings.example"]}, date(2026, 8, 3), PORTAL),
        _entry("business.trade_name", {"": ["Golden Gate Dumplings"]}, date(2024, 5, 14), HEALTH, True),
        _entry("business.phone", {"": ["415.555.0188"]}, date(2024, 5, 14), HEALTH),
        _entry(
            "business.premises_address",
            _address("728 CANNERY ST", "FOGGYTON", "94103"),
            date(2026, 3, 3),
            FIRE,
            True,
        ),
        _entry("business.floor_area", {"": ["1,240"]}, date(2026, 3, 3), FIRE, True),
        _entry("business.prepares_food", {"": ["yes"]}, date(2024, 5, 14), HEALTH, True),
        _entry("business.cooks_food", {"": ["yes"]}, date(2024, 5, 14), HEALTH, True),
        _entry("business.seats", {"": ["28"]}, date(2024, 5, 14), HEALTH),
        _entry("business.phone", {"": ["(415) 555-0142"]}, date(2026, 3, 3), FIRE),
    )
    return Business("Golden Gate Dumplings", "mei@dumplings.example", "en", entries)


def _business(chance: random.Random, number: int) -> Business:
    what, naics, activity, prepares, cooks = chance.choice(words.TRADES)
    place = chance.choice(words.PLACES)
    ending, entity = chance.choice(words.ENDINGS)
    given, family = chance.choice(words.GIVEN), chance.choice(words.FAMILY)
    trade_name = f"{place} {what}"
    email = f"{given}.{family}.{number}@foggyton.example".lower()
    facts = _Facts(chance, given, family, trade_name, trade_name + ending, entity, naics, activity)
    entries = [
        *_portal(facts, email),
        *_tax(facts),
        *(_licenses(facts) if chance.random() < 0.8 else ()),
        *(_health(facts, prepares, cooks) if prepares else ()),
        *(_fire(facts) if chance.random() < 0.6 else ()),
        *(_streets(facts) if chance.random() < 0.25 else ()),
    ]
    language = "es" if chance.random() < 0.25 else "en"
    return Business(trade_name, email, language, tuple(sorted(entries, key=lambda entry: entry.said_on)))


class _Facts:
    """The true facts behind the entries, drawn once for each business."""

    def __init__(
        self,
        chance: random.Random,
        given: str,
        family: str,
        trade_name: str,
        legal_name: str,
        entity: str,
        naics: str,
        activity: str,
    ) -> None:
        self.chance = chance
        self.given, self.family = given, family
        self.trade_name, self.legal_name = trade_name, legal_name
        self.entity, self.naics, self.activity = entity, naics, activity
        self.street = f"{chance.randint(1, 2400)} {chance.choice(words.STREETS)}"
        self.zip = f"941{chance.randint(2, 34):02d}"
        self.phone = f"415555{chance.randint(1, 99):04d}"
        self.started = date(2026, 1, 1) - timedelta(days=chance.randint(200, 9000))

    def day(self, earliest: int, latest: int) -> date:
        """A day between ``earliest`` and ``latest`` days before the newest entry."""
        return NEWEST - timedelta(days=self.chance.randint(latest, earliest))

    def written_phone(self) -> str:
        """The phone number in one of several notations."""
        area, middle, last = self.phone[:3], self.phone[3:6], self.phone[6:]
        styles = (
            f"({area}) {middle}-{last}",
            f"{area}.{middle}.{last}",
            f"{area}-{middle}-{last}",
            f"+1 {area} {middle} {last}",
            f"1{area}{middle}{last}",
        )
        return self.chance.choice(styles)

    def written_street(self) -> str:
        """The street in one of several notations."""
        if self.chance.random() < 0.5:
            return self.street
        short = " ".join(words.ABBREVIATIONS.get(word, word) for word in self.street.split())
        return short.upper()

    def written_name(self, name: str) -> str:
        """A name in one of several notations."""
        return self.chance.choice((name, name.upper(), f"  {name} ", name.replace("&", "and")))


def _portal(facts: _Facts, email: str) -> Iterator[Entry]:
    day = facts.day(900, 10)
    yield _entry("person.name", {"given": [facts.given], "family": [facts.family]}, day, PORTAL)
    yield _entry("person.email", {"": [email]}, day, PORTAL)


def _tax(facts: _Facts) -> Iterator[Entry]:
    day = facts.day(1400, 20)
    yield _entry("business.legal_name", {"": [facts.written_name(facts.legal_name)]}, day, TAX, True)
    yield _entry("business.entity_type", {"": [facts.entity]}, day, TAX, True)
    if facts.entity != "sole_proprietor":
        prefix = facts.chance.choice((20, 26, 45, 47, 81, 82, 83, 84))
        number = f"{prefix}{facts.chance.randint(0, 9999999):07d}"
        yield _entry("business.ein", {"": [number]}, day, TAX, True)
    yield _entry("business.started_on", _date(facts.started), day, TAX)
    yield _entry("business.naics", {"": [facts.naics]}, day, TAX)
    yield _entry(
        "business.premises_address", _address(facts.written_street(), "Foggyton", facts.zip), day, TAX
    )
    yield _entry(
        "business.registration_number", {"": [f"{facts.chance.randint(1000000, 1999999)}"]}, day, TAX
    )
    yield _entry(
        "business.employees", {"": [str(facts.chance.choice((0, 1, 2, 3, 4, 6, 8, 11, 19)))]}, day, TAX
    )
    yield _entry("business.owners", _owner(facts), day, TAX)


def _licenses(facts: _Facts) -> Iterator[Entry]:
    day = facts.day(1100, 15)
    yield _entry("business.trade_name", {"": [facts.written_name(facts.trade_name)]}, day, LICENSES, True)
    yield _entry("business.activity", {"": [facts.activity + "."]}, day, LICENSES)
    yield _entry("business.phone", {"": [facts.written_phone()]}, day, LICENSES)
    if facts.chance.random() < 0.1:  # a typing error: one digit is missing, so it cannot be read
        yield _entry("business.phone", {"": [facts.phone[:9]]}, day, LICENSES)
    yield _entry("business.home_based", {"": ["no"]}, day, LICENSES)


def _health(facts: _Facts, prepares: bool, cooks: bool) -> Iterator[Entry]:
    day = facts.day(1000, 30)
    yield _entry("business.prepares_food", {"": ["yes" if prepares else "no"]}, day, HEALTH, True)
    yield _entry("business.cooks_food", {"": ["yes" if cooks else "no"]}, day, HEALTH, True)
    yield _entry("business.seats", {"": [str(facts.chance.choice((0, 0, 8, 12, 24, 40, 64)))]}, day, HEALTH)
    old_phone = f"415555{facts.chance.randint(1, 99):04d}"  # the number before the last move
    yield _entry("business.phone", {"": [old_phone]}, facts.day(1800, 1500), HEALTH)


def _fire(facts: _Facts) -> Iterator[Entry]:
    day = facts.day(1300, 5)
    yield _entry("business.floor_area", {"": [f"{facts.chance.randint(300, 9000):,}"]}, day, FIRE, True)
    yield _entry("business.emergency_phone", {"": [facts.written_phone()]}, day, FIRE)
    yield _entry(
        "business.emergency_contact",
        {"given": [facts.given.upper()], "family": [facts.family.upper()]},
        day,
        FIRE,
    )


def _streets(facts: _Facts) -> Iterator[Entry]:
    day = facts.day(800, 60)
    yield _entry(
        "business.liability_insurer", {"": [f"{facts.chance.choice(words.PLACES)} Mutual"]}, day, STREETS
    )
    yield _entry(
        "business.liability_policy", {"": [f"GL-{facts.chance.randint(10000, 99999)}"]}, day, STREETS
    )


def _owner(facts: _Facts) -> Typed:
    home = _address(
        f"{facts.chance.randint(1, 900)} {facts.chance.choice(words.STREETS)}", "Foggyton", facts.zip
    )
    return {
        "0.name.given": [facts.given],
        "0.name.family": [facts.family],
        "0.title": ["Owner"],
        "0.share": ["100"],
        **{f"0.address.{part}": typed for part, typed in home.items()},
        "0.tax_number": [f"900-7{facts.chance.randint(0, 8)}-{facts.chance.randint(1, 9999):04d}"],
    }


def _entry(master: str, typed: Typed, day: date, source: tuple[str, str], verified: bool = False) -> Entry:
    return Entry(master, typed, day, *source, verified)


def _address(street: str, city: str, zip_code: str) -> Typed:
    return {"street": [street], "city": [city], "state": ["CA"], "zip": [zip_code]}


def _date(day: date) -> Typed:
    return {"month": [str(day.month)], "day": [str(day.day)], "year": [str(day.year)]}
