"""What a preview's submissions would have written, as one JSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where

from runtime.dataset import Account, Dataset, Fact, Message, Submission


class Written:
    """The JSON file: one record per submission. Authors may delete it at any time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def update(self, dataset: Dataset, account: Account) -> None:
        """Add what ``account`` has sent since the last call."""
        with TinyDB(self.path, indent=2, ensure_ascii=False, encoding="utf-8") as file:
            for business in account.businesses:
                for sent in reversed(dataset.submissions.of_business(business.id)):
                    if not file.contains(where("reference") == sent.reference):
                        file.insert(_record(dataset, account, sent))

    def records(self) -> list[dict[str, Any]]:
        """All records, oldest first."""
        if not self.path.exists():
            return []
        with TinyDB(self.path, encoding="utf-8") as file:
            return [dict(record) for record in file.all()]


def _record(dataset: Dataset, account: Account, sent: Submission) -> dict[str, Any]:
    facts = [
        _fact(fact)
        for party in (sent.business, account.person.id)
        for question in sent.questions
        if question.master
        for fact in dataset.facts.history(party, question.master)
        if fact.source.reference == sent.reference
    ]
    return {
        "reference": sent.reference,
        "form": sent.form,
        "at": sent.at.isoformat(),
        "answers": {question.field: _plain(question.value) for question in sent.questions},
        "as read by people": {question.label: question.said for question in sent.questions},
        "facts": facts,
        "letters": [_letter(letter) for letter in dataset.outbox.about(sent.reference)],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "master": fact.master,
        "value": _plain(fact.value),
        "status": fact.status,
        "outcome": str(fact.outcome),
    }


def _letter(letter: Message) -> dict[str, str]:
    return {"to": letter.to, "subject": letter.subject, "body": letter.body}


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=str))
