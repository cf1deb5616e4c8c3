"""Forty ordinary questions, for our generator and for WTForms alike, each with its known answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

CHOICES = {
    "entity_type": {
        "sole": "Sole proprietor",
        "partnership": "Partnership",
        "llc": "Limited liability company (LLC)",
        "c_corporation": "Corporation (C corporation)",
        "nonprofit": "Nonprofit organization",
        "cooperative": "Cooperative",
    },
    "season": {"all_year": "All year", "summer": "In summer", "winter": "In winter"},
    "water": {"public": "Public water", "well": "A well of its own", "bottled": "Bottled only"},
    "waste": {"city": "The city", "private": "A private company", "shared": "Shared with neighbors"},
    "weekdays": {
        "mon": "Monday",
        "tue": "Tuesday",
        "wed": "Wednesday",
        "thu": "Thursday",
        "fri": "Friday",
        "sat": "Saturday",
        "sun": "Sunday",
    },
}


@dataclass(frozen=True)
class Known:
    """One question whose answer the city knows."""

    name: str
    type: str  # the field type in specs
    label: str
    stored: Any  # as a fact holds it
    python: Any  # as WTForms takes it
    hint: str = ""

    @property
    def options(self) -> Mapping[str, str]:
        """The options to choose from, by key."""
        return CHOICES.get(self.name, {})

    def spec(self) -> Mapping[str, object]:
        """Its entry in the data dictionary."""
        words = {"label": self.label, **({"hint": self.hint} if self.hint else {})}
        choices = {"options": self.options} if self.options else {}
        return {"type": self.type, **words, **choices, "steward": "revenue"}


def _same(name: str, type: str, label: str, answer: str, hint: str = "") -> Known:
    return Known(name, type, label, answer, answer, hint)


def _number(name: str, type: str, label: str, answer: str, hint: str = "") -> Known:
    return Known(name, type, label, answer, Decimal(answer), hint)


def _day(name: str, label: str, answer: str) -> Known:
    return Known(name, "date", label, answer, date.fromisoformat(answer), "For example 3 1 2019")


QUESTIONS: Sequence[Known] = (
    _same(
        "legal_name", "text", "Legal name of the business", "Golden Gate Dumplings LLC", "As on tax returns"
    ),
    _same("trade_name", "text", "Trade name", "Dumplings & Dim Sum", "The name over the door"),
    _same("entity_type", "select", "Kind of business", "llc"),
    _same("registration", "text", "Registration number", "1042317", "Seven digits, on your certificate"),
    _day("started_on", "Date the business started", "2019-03-01"),
    _same(
        "activity",
        "long_text",
        "What the business does",
        "We make and sell dumplings.\nWe deliver them, too.",
    ),
    Known("home_based", "yes_no", "Is the business run from a home?", False, "no"),
    Known("franchise", "yes_no", "Is the business a franchise?", False, "no"),
    _same("street", "text", "Street and number of the premises", "5 Pier Street", "Where the work is done"),
    _same("suite", "text", "Floor, suite or unit", "Suite <2>"),
    _same("town", "text", "City of the premises", "Harborview"),
    _same("zip", "text", "ZIP code of the premises", "02134", "Five digits"),
    _same("parcel", "text", "Parcel number", "0451-012", "On the property tax bill"),
    _same("phone", "phone", "Business phone", "+14155550123", "With the area code"),
    _same("mobile", "phone", "Mobile phone", "+14155550124"),
    _same("fax", "phone", "Phone after hours", "+14155550125"),
    _same("email", "email", "Business email", "hello@dumplings.example", "For letters from the city"),
    _same("billing_email", "email", "Email for bills", "bills@dumplings.example"),
    _same("website", "url", "Website", "https://dumplings.example/menu"),
    _same("menu_url", "url", "Address of the menu", "https://dumplings.example/prices"),
    Known("employees", "integer", "Number of employees", 14, 14, "Everybody on the payroll"),
    Known("full_time", "integer", "Employees who work full time", 9, 9),
    Known("seats", "integer", "Seats for guests", 48, 48, "Indoors and outdoors together"),
    Known("floor_area", "integer", "Floor area in square feet", 1850, 1850),
    Known("vehicles", "integer", "Number of vehicles", 2, 2),
    _number("sales", "money", "Sales last year", "812345.50", "Before taxes"),
    _number("payroll", "money", "Payroll last year", "301200.00", "All wages before taxes"),
    _number("local_share", "percentage", "Share of sales within the city", "82.5"),
    _same("owner_given", "text", "Given name of the owner", "Mei"),
    _same("owner_family", "text", "Family name of the owner", "O'Chen", "As on an identity card"),
    _day("owner_since", "Owner since", "2019-02-11"),
    _day("lease_until", "The lease ends on", "2027-09-30"),
    _same("landlord", "text", "Name of the landlord", "Pier Properties"),
    _same("insurer", "text", "Name of the insurance company", "Bay Mutual", "For liability insurance"),
    _same("policy", "text", "Number of the insurance policy", "BM-2231-7750"),
    _same("season", "choice", "When is the business open?", "all_year"),
    _same("water", "choice", "Where does the water come from?", "public"),
    _same("waste", "choice", "Who collects the waste?", "private"),
    Known("weekdays", "multi_choice", "Open on these days", ["tue", "wed", "fri"], ["tue", "wed", "fri"]),
    _same("emergency", "text", "Whom to call in an emergency", "Lan Chen, 415 555 0199", "Name and phone"),
)
