"""Submissions: one transaction, exactly once, with a snapshot for ever."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from forms.model.outcome import Outcome
from runtime.dataset import (
    Dataset,
    FactsMoved,
    NewMessage,
    NewSubmission,
    Question,
    SentDifferently,
    StaleDraft,
    Unstorable,
)
from tests.contract.examples import FORM, NOON, begun, later, owner, ready, said


def nothing_was_written(store: Dataset, new: NewSubmission) -> bool:
    return (
        store.submissions.of_draft(new.draft) is None
        and store.submissions.of_business(new.business) == []
        and store.outbox.all() == []
        and store.audit.trail() == []
        and all(store.facts.history(fact.party, fact.master) == [] for fact in new.facts)
    )


def test_a_submission_keeps_what_was_sent(store: Dataset) -> None:
    draft = begun(store, owner(store))
    questions = (
        Question("phone", "Teléfono", "+1415", "(415)", "contact", "business.phone", Outcome.UPDATED),
        Question("days", "Días", ["mon", "tue"], "lunes\nmartes", "visit"),
    )
    sent = store.submissions.submit(replace(ready(draft), questions=questions))
    assert sent.questions == questions
    assert (sent.draft, sent.form, sent.form_version, sent.at) == (draft.id, draft.form, "v1", later(5))
    assert (sent.agency, sent.title, sent.status) == ("fire", "Request a fire inspection", "received")
    assert store.submissions.get(sent.reference) == sent
    assert store.submissions.of_draft(draft.id) == sent
    assert store.submissions.get("FOG-NONE-NONE") is None


def test_a_reference_is_read_as_people_write_it(store: Dataset) -> None:
    sent = store.submissions.submit(ready(begun(store, owner(store))))
    assert store.submissions.get(f" {sent.reference.lower()} ") == sent
    assert store.submissions.get(sent.reference.replace("-", "")) is None


def test_a_reference_can_be_said_on_the_phone(store: Dataset) -> None:
    account = owner(store)
    references = {
        store.submissions.submit(ready(begun(store, account, f"form-{n}"))).reference for n in range(20)
    }
    assert len(references) == 20
    assert all(re.fullmatch(r"FOG(-[2-9A-HJKMNP-TV-Z]{4}){2}", reference) for reference in references)


def test_facts_audit_and_messages_are_written_with_it(store: Dataset) -> None:
    account = owner(store)
    draft = begun(store, account)
    fact = said(draft.business, "business.phone", "+1415", source=FORM, said_by=account.id)
    message = NewMessage("ann@d.example", "Received: {reference}", "Your reference is {reference}.", "en")
    sent = store.submissions.submit(ready(draft, facts=[fact], messages=[message]))
    written = store.facts.current([draft.business])["business.phone"]
    assert (written.value, written.source.reference) == ("+1415", sent.reference)
    [entry] = store.audit.trail()
    assert (entry.actor, entry.action, entry.about, entry.at) == (
        account.id,
        "sent",
        sent.reference,
        later(5),
    )
    [posted] = store.outbox.all()
    assert posted.subject == f"Received: {sent.reference}"
    assert posted.body == f"Your reference is {sent.reference}."
    assert (posted.at, posted.sent) == (later(5), None)


def test_the_same_key_again_gives_the_same_receipt_and_writes_nothing(store: Dataset) -> None:
    draft = begun(store, owner(store))
    new = ready(
        draft,
        facts=[said(draft.business, "business.phone", "+1415")],
        expected={(draft.business, "business.phone"): 0},
        messages=[NewMessage("ann@d.example", "S", "B", "en")],
    )
    first = store.submissions.submit(new)
    assert store.submissions.submit(new) == first
    assert len(store.submissions.of_business(draft.business)) == 1
    assert len(store.facts.history(draft.business, "business.phone")) == 1
    assert len(store.outbox.all()) == len(store.audit.trail()) == 1


def test_another_revision_of_a_sent_draft_is_told_where_it_went(store: Dataset) -> None:
    draft = begun(store, owner(store))
    sent = store.submissions.submit(ready(draft))
    with pytest.raises(SentDifferently) as refused:
        store.submissions.submit(replace(ready(draft), revision=draft.revision + 1))
    assert refused.value.reference == sent.reference
    assert store.submissions.of_business(draft.business) == [sent]


def test_a_draft_saved_after_checking_is_not_sent(store: Dataset) -> None:
    draft = begun(store, owner(store))
    new = ready(draft, facts=[said(draft.business, "business.phone", "+1415")])
    saved = store.drafts.save(replace(draft, answers={"phone": "changed"}))
    with pytest.raises(StaleDraft):
        store.submissions.submit(new)
    assert nothing_was_written(store, new)
    assert store.drafts.get(draft.id) == saved


@pytest.mark.parametrize("stranger", ["account", "business", "form", "draft"])
def test_a_draft_that_is_not_this_one_is_not_sent(store: Dataset, stranger: str) -> None:
    draft = begun(store, owner(store))
    other = owner(store, "bob@b.example")
    wrong: dict[str, Any] = {
        "account": other.id,
        "business": other.businesses[0].id,
        "form": "other",
        "draft": "unknown",
    }
    new = replace(ready(draft), **{stranger: wrong[stranger]})
    with pytest.raises(StaleDraft):
        store.submissions.submit(new)
    assert nothing_was_written(store, new)
    assert store.drafts.get(draft.id) == draft


def test_nobody_learns_the_reference_of_a_submission_of_another_account(store: Dataset) -> None:
    draft = begun(store, owner(store))
    store.submissions.submit(ready(draft))
    with pytest.raises(StaleDraft):
        store.submissions.submit(replace(ready(draft), account=owner(store, "bob@b.example").id))


def test_a_fact_that_moved_stops_the_submission_and_is_named(store: Dataset) -> None:
    draft = begun(store, owner(store))
    phone, email = (draft.business, "business.phone"), (draft.business, "business.email")
    store.facts.record([said(*phone, "+1"), said(*email, "a@b.example")])
    seen = {key: store.facts.current([draft.business])[key[1]].version for key in (phone, email)}
    store.facts.record([said(*phone, "+2", said_at=later(1))])
    new = ready(draft, facts=[said(*phone, "+3")], expected=seen)
    with pytest.raises(FactsMoved) as refused:
        store.submissions.submit(new)
    assert refused.value.masters == {"business.phone"}
    assert store.submissions.of_business(draft.business) == []
    assert store.facts.current([draft.business])["business.phone"].value == "+2"
    assert store.drafts.get(draft.id) == draft


def test_a_fact_that_appeared_or_is_not_there_counts_as_moved(store: Dataset) -> None:
    draft = begun(store, owner(store))
    store.facts.record([said(draft.business, "business.phone", "+1")])
    expected = {(draft.business, "business.phone"): 0, (draft.business, "business.email"): 99}
    with pytest.raises(FactsMoved) as refused:
        store.submissions.submit(ready(draft, expected=expected))
    assert refused.value.masters == {"business.phone", "business.email"}


def test_expected_facts_that_did_not_move_let_it_pass(store: Dataset) -> None:
    account = owner(store)
    draft = begun(store, account)
    store.facts.record(
        [said(draft.business, "business.phone", "+1"), said(account.person.id, "person.name", "Ann")]
    )
    found = store.facts.current([draft.business, account.person.id])
    store.facts.record([said(draft.business, "business.phone", "+9", status="proposed")])
    expected = {(fact.party, master): fact.version for master, fact in found.items()}
    expected[draft.business, "business.email"] = 0
    assert store.submissions.submit(ready(draft, expected=expected)).reference


def test_broken_text_in_a_message_undoes_the_whole_submission(store: Dataset) -> None:
    draft = begun(store, owner(store))
    fact = said(draft.business, "business.phone", "+1")
    new = ready(draft, facts=[fact], messages=[NewMessage("a@b.example", "S", "half \ud800", "en")])
    with pytest.raises(Unstorable):
        store.submissions.submit(new)
    assert nothing_was_written(store, new)
    assert store.drafts.get(draft.id) == draft


def test_the_cached_name_of_a_party_follows_with_the_submission(store: Dataset) -> None:
    account = owner(store)
    draft = begun(store, account)
    store.submissions.submit(ready(draft, names={draft.business: "Golden Gate Dumplings"}))
    again = store.identity.account(account.email)
    assert again is not None
    assert again.businesses[0].name == "Golden Gate Dumplings"


def test_submissions_come_newest_first_and_of_one_business_only(store: Dataset) -> None:
    account, other = owner(store), owner(store, "bob@b.example")
    first = store.submissions.submit(ready(begun(store, account, "a")))
    second = store.submissions.submit(replace(ready(begun(store, account, "b")), at=later(9)))
    store.submissions.submit(ready(begun(store, other)))
    assert store.submissions.of_business(account.businesses[0].id) == [second, first]
    assert store.submissions.of_business("unknown") == []


def test_a_submission_stays_as_it_was_when_the_fact_changes_later(store: Dataset) -> None:
    draft = begun(store, owner(store))
    sent = store.submissions.submit(ready(draft, facts=[said(draft.business, "business.phone", "+1415")]))
    store.facts.record([said(draft.business, "business.phone", "+2", said_at=later(60), source=FORM)])
    assert store.submissions.get(sent.reference) == sent
    assert sent.at > NOON
