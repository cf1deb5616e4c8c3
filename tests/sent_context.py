"""Samples of what templates get about what was sent and who is signed in, beside `tests.request_context`."""

from __future__ import annotations

from typing import Any

from forms.model.form import Contact

# Any: contexts are mappings that only templates read.


def case(letter: dict[str, Any]) -> dict[str, Any]:
    """What the page of a submission is given beyond its answers."""
    step = {"label": "Received", "said": "It was received.", "when": "March 3, 2026 at 2:30 PM", "note": ""}
    speech = {"language": "en", "direction": "ltr"}
    note = {"note": "Bring the floor plan.", "language": "ar", "direction": "rtl"}
    return {
        "status_name": "more_information",
        "steps": [{**step, **speech}, {**step, "label": "More information needed", **note}],
        "next_said": "Tell the Fire Department what it asks for.",
        "time_frame": "10 working days",
        "contact": Contact(phone="+1 415 555 0150", email="fire@foggyton.example"),
        "letters": [letter],
    }


def sent_entry() -> dict[str, Any]:
    """One submission in a list."""
    return {
        "reference": "FOG-7K2M-9QXD",
        "title": "Register your business",
        "agency": "Revenue Office",
        "when": "Sent on February 11, 2026",
        "stepped": "Last step on March 3, 2026",
        "status": "More information needed",
        "status_name": "more_information",
        "url": "/en/submissions/FOG-7K2M-9QXD",
    }


def news() -> list[dict[str, Any]]:
    """What changed since the last visit."""
    fact = {"title": "Seats", "url": "/en/business/business.seats", "said": "30", "hint": "From the register"}
    found = [{**sent_entry(), "said": "", "hint": "Revenue Office"}, {**fact, "status": ""}]
    return [{**entry, "lang": "", "dir": ""} for entry in found]


def sessions() -> list[dict[str, Any]]:
    """The browsers in which somebody is signed in: this one, and one of which nothing is known."""
    times = {"opened": "March 3, 2026 at 2:30 PM", "seen": "March 3, 2026 at 3:30 PM"}
    return [
        {**times, "mark": "0123456789ab", "agent": "Firefox, Android", "is_this": True},
        {**times, "mark": "ba9876543210", "agent": "", "is_this": False},
    ]
