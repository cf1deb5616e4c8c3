"""Submissions on their way: steps, the letters about them, and what is new since the last visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from runtime.dataset import (
    Account,
    Dataset,
    NewMessage,
    News,
    NewTransition,
    Session,
    StatusMoved,
    Submission,
    Unstorable,
)
from tests.contract.examples import NOON, begun, later, owner, ready, said

LETTER = NewMessage("ann@dumplings.example", "About {reference}", "Read {reference}.", "en")


def sent(store: Dataset, account: Account, form: str = "inspection-request", minutes: int = 5) -> Submission:
    return store.submissions.submit(
        replace(ready(begun(store, account, form), messages=[LETTER]), at=later(minutes))
    )


def step(reference: str, status: str = "in_review", follows: str = "received") -> NewTransition:
    return NewTransition(reference, status, follows, later(60), "agency", "fire", "Thanks", "en", (LETTER,))


def visit(store: Dataset, account: Account, cookie: str, at: datetime) -> Session:
    store.identity.open_session(cookie, account.id, account.businesses[0].id, "csrf", at)
    session = store.identity.session(cookie)
    assert session is not None
    return session


def test_sending_is_the_first_step(store: Dataset) -> None:
    account = owner(store)
    submission = sent(store, account)
    [first] = store.cases.transitions(submission.reference)
    assert (first.status, first.at, first.by, first.actor, first.note) == (
        "received",
        later(5),
        "owner",
        account.id,
        "",
    )


def test_a_step_is_written_with_its_status_letter_and_audit_entry(store: Dataset) -> None:
    submission = sent(store, owner(store))
    moved = store.cases.move(step(submission.reference))
    assert (moved.status, moved.at, moved.by, moved.actor) == ("in_review", later(60), "agency", "fire")
    assert (moved.note, moved.language) == ("Thanks", "en")
    assert store.cases.transitions(submission.reference)[1:] == [moved]
    found = store.submissions.get(submission.reference)
    assert found is not None
    assert found.status == "in_review"
    receipt, letter = store.outbox.about(submission.reference)
    assert (receipt.at, letter.at, letter.about) == (later(5), later(60), submission.reference)
    assert letter.subject == f"About {submission.reference}"
    assert [(one.actor, one.action, one.about) for one in store.audit.trail()][1:] == [
        ("fire", "moved to in_review", submission.reference)
    ]


def test_a_step_from_a_status_that_is_past_writes_nothing(store: Dataset) -> None:
    submission = sent(store, owner(store))
    store.cases.move(step(submission.reference))
    with pytest.raises(StatusMoved):
        store.cases.move(step(submission.reference, "approved"))
    assert len(store.cases.transitions(submission.reference)) == 2
    assert len(store.outbox.all()) == len(store.audit.trail()) == 2


def test_a_step_of_a_submission_that_is_not_there_is_refused(store: Dataset) -> None:
    with pytest.raises(KeyError):
        store.cases.move(step("FOG-NONE-NONE"))
    assert (store.outbox.all(), store.audit.trail()) == ([], [])


def test_broken_text_in_a_note_undoes_the_whole_step(store: Dataset) -> None:
    submission = sent(store, owner(store))
    with pytest.raises(Unstorable):
        store.cases.move(replace(step(submission.reference), note="half \ud800"))
    assert len(store.cases.transitions(submission.reference)) == 1
    assert store.submissions.get(submission.reference) == submission


def test_lists_give_what_they_show_and_no_answers(store: Dataset) -> None:
    account, other = owner(store), owner(store, "bob@b.example")
    business = account.businesses[0].id
    found = [sent(store, account, f"form-{number % 3}", number) for number in range(7)]
    sent(store, other, "form-0")
    newest = [one.reference for one in reversed(found)]
    assert [one.reference for one in store.submissions.sent(business, most=3)] == newest[:3]
    assert [one.reference for one in store.submissions.sent(business, most=3, after=6)] == newest[6:]
    assert (store.submissions.count(business), store.submissions.count("unknown")) == (7, 0)
    assert store.submissions.last_sent(business, ["form-0", "form-1", "never"]) == {
        "form-0": found[6].at,
        "form-1": found[4].at,
    }
    assert store.submissions.last_reference(account.id, business, "form-2") == found[5].reference
    assert store.submissions.last_reference(other.id, business, "form-2") is None
    store.cases.move(step(found[2].reference))
    assert [
        (one.reference, one.moved) for one in store.submissions.in_status(business, {"in_review", "approved"})
    ] == [(found[2].reference, later(60))]
    assert store.submissions.in_status(business, ()) == []
    assert not hasattr(store.submissions.sent(business, most=1)[0], "questions")


def test_messages_that_concern_no_submission_are_not_about_one(store: Dataset) -> None:
    submission = sent(store, owner(store))
    link = store.outbox.post(NewMessage("ann@dumplings.example", "Sign in", "A link", "en"), later(70))
    assert link.about == ""
    assert len(store.outbox.about(submission.reference)) == 1
    assert store.outbox.about("FOG-NONE-NONE") == []


def test_an_account_is_found_by_its_id(store: Dataset) -> None:
    account = owner(store)
    assert store.identity.account_by_id(account.id) == account
    assert store.identity.account_by_id("unknown") is None


def test_a_first_visit_has_no_visit_before_it_and_no_news(store: Dataset) -> None:
    account = owner(store)
    store.facts.record([said(account.businesses[0].id, "business.phone", "+1")])
    session = visit(store, account, "first", NOON)
    assert session.since is None
    assert store.cases.news(session) == News()


def test_a_visit_remembers_when_the_one_before_it_was_last_used(store: Dataset) -> None:
    account = owner(store)
    visit(store, account, "first", NOON)
    store.identity.touch_session("first", later(7))
    store.identity.close_session("first")
    second = visit(store, account, "second", later(100))
    assert second.since == later(7)
    third = visit(store, account, "third", later(200))  # the second was never closed
    assert third.since == later(100)
    assert store.identity.session("second") == second


def test_closing_an_old_session_late_does_not_bring_an_old_visit_back(store: Dataset) -> None:
    account = owner(store)
    visit(store, account, "forgotten", NOON)
    visit(store, account, "newer", later(50))
    store.identity.close_session("newer")
    store.identity.close_session("forgotten")
    store.identity.close_session("unknown")
    assert visit(store, account, "now", later(90)).since == later(50)


def test_news_are_what_others_did_since_the_last_visit(store: Dataset) -> None:
    account, other = owner(store), owner(store, "bob@b.example")
    business = account.businesses[0].id
    old, mine = sent(store, account, "a", 5), sent(store, other, "a", 5)
    store.facts.record([said(business, "business.phone", "+1")])
    visit(store, account, "first", later(30))
    # Long known to a register, but told to the city only after the visit:
    store.facts.record([said(business, "business.email", "a@b.example", said_at=NOON)])
    store.facts.record([said(business, "business.ein", "1", status="proposed")])
    store.facts.record([said(business, "business.website", "https://a.example", said_by=account.id)])
    store.facts.record([said(other.businesses[0].id, "business.phone", "+2")])
    moved = store.cases.move(step(old.reference))
    store.cases.move(step(mine.reference))
    session = visit(store, account, "second", later(90))
    found = store.cases.news(session)
    assert [(fact.master, fact.value) for fact in found.facts] == [("business.email", "a@b.example")]
    assert [(one.reference, one.status, one.moved) for one in found.sent] == [
        (old.reference, moved.status, moved.at)
    ]
    assert found.messages == ()  # the letter says what the step says
    store.facts.record([said(business, "business.phone", "+3")])
    assert [fact.value for fact in store.cases.news(session).facts] == ["a@b.example", "+3"]


def test_nothing_is_new_when_nobody_did_anything(store: Dataset) -> None:
    account = owner(store)
    sent(store, account)
    visit(store, account, "first", later(30))
    sent(store, account, "b", 40)
    assert store.cases.news(visit(store, account, "second", later(90))) == News()
