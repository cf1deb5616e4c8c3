"""Imports the demo's registers into an empty dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from forms.fields.base import Field
from forms.model.form import Form
from forms.text.language import ENGLISH
from onceonly.demo.register import Business, Entry
from runtime.dataset import Account, Dataset, NewFact, Source


@dataclass(frozen=True)
class Filled:
    """The result of an import: businesses, facts, and lines that could not be read."""

    businesses: int
    facts: int
    unreadable: tuple[str, ...]


def master_fields(forms: Iterable[Form]) -> dict[str, Field]:
    """The master fields of all forms by dotted name; of a list, the use with most columns."""
    masters: dict[str, Field] = {}
    for field in (field for form in forms for field in form.fields()):
        if field.shared is not None:
            known = masters.get(field.shared.master, field)
            masters[field.shared.master] = max(known, field, key=lambda use: use.questions)
    return masters


def fill(dataset: Dataset, masters: Mapping[str, Field], businesses: tuple[Business, ...]) -> Filled:
    """Write every readable line as a dated fact with its register as source; ``masters`` by dotted name."""
    facts, unreadable = 0, []
    for business in businesses:
        party = dataset.parties.create("business", business.name)
        account = dataset.identity.create_account(
            business.email, language=business.language, businesses=(party,)
        )
        readable = []
        for entry in sorted(business.entries, key=lambda entry: entry.said_on):
            fact = _fact(entry, account, masters[entry.master])
            if fact is None:
                unreadable.append(f"{entry.register}: {business.name}, {entry.master}")
            else:
                readable.append(fact)
        dataset.facts.record(readable)
        facts += len(readable)
    return Filled(len(businesses), facts, tuple(unreadable))


def _fact(entry: Entry, account: Account, field: Field) -> NewFact | None:
    reading = field.read(entry.typed, ENGLISH, {"today": entry.said_on})
    if reading.errors or reading.value is None:
        return None
    party = account.person if entry.master.startswith("person.") else account.businesses[0]
    return NewFact(
        party=party.id,
        master=entry.master,
        value=field.to_json(reading.value),
        said_at=datetime.combine(entry.said_on, time(12), UTC),
        source=Source("register", entry.register, entry.agency),
        verified_by=entry.agency if entry.verified else "",
    )
