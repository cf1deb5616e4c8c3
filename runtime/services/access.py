"""Who may do what: rules by actor, action and object. Everything that no rule allows is denied.

Every service asks here before it touches the dataset; a test enforces this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from runtime.dataset.records.drafts import Draft
from runtime.dataset.records.files import Upload
from runtime.dataset.records.identity import Account
from runtime.dataset.records.parties import Party
from runtime.dataset.records.submissions import NewSubmission, Sent


@dataclass(frozen=True)
class Anonymous:
    """Somebody who has not signed in."""


@dataclass(frozen=True)
class Owner:
    """An account that is signed in and acts for one of its businesses, or for one of its locations."""

    account: Account
    business: Party  # or a location of it

    @property
    def parties(self) -> frozenset[str]:
        """The ids of the parties whose facts the owner may see: the business acted for and the person."""
        own = {self.business.id, self.account.person.id}
        return frozenset(own | {self.business.of} if self.business.of else own)


@dataclass(frozen=True)
class Staff:
    """Somebody who works for an agency."""

    name: str  # a person's name or login name, recorded in the audit trail
    agency: str


@dataclass(frozen=True)
class System:
    """OnceOnly itself: background work, or an operator at the command line of the server."""

    name: str = ""  # of the operator at the command line


Actor = Anonymous | Owner | Staff | System

ANONYMOUS = Anonymous()
SYSTEM = System()

Action = Literal[
    "sign in",
    "end session",
    "act for",
    "add location",
    "read facts",
    "read draft",
    "write draft",
    "add file",
    "read file",
    "submit",
    "send again",
    "read submission",
    "list submissions",
    "take step",
    "read outbox",
    "deliver letters",
    "clear",
    "compare editions",
]


class NotAllowed(Exception):
    """No rule allows the actor this action. Users see the page "not found"."""


def can(actor: Actor, action: Action, thing: object = None) -> bool:
    """Whether the actor may do this to ``thing``; the rule of an action says which object it takes."""
    rule = _RULES.get((type(actor), action))
    return rule is not None and rule(actor, thing)


def require(actor: Actor, action: Action, thing: object = None) -> None:
    """Raise NotAllowed unless the actor may do this."""
    if not can(actor, action, thing):
        raise NotAllowed(f"{type(actor).__name__} may not {action}")


def _always(_: Actor, __: object) -> bool:
    return True


def _is_own_account(owner: Owner, account: str) -> bool:
    return account == owner.account.id


def _is_one_of_her_businesses(owner: Owner, party: str) -> bool:
    return any(party == business.id for business in owner.account.businesses)


def _is_own_business(owner: Owner, business: str) -> bool:
    return business == owner.business.id


def _is_business_acted_for(owner: Owner, business: str) -> bool:
    """Whether ``business`` is acted for; for a location, its business."""
    return business == (owner.business.of or owner.business.id)


def _is_own_party(owner: Owner, party: str) -> bool:
    return party in owner.parties


def _is_own_draft(owner: Owner, draft: Draft) -> bool:
    return (draft.account, draft.business) == (owner.account.id, owner.business.id)


def _is_own_upload(owner: Owner, upload: Upload) -> bool:
    return upload.account == owner.account.id


def _is_own_new_submission(owner: Owner, new: NewSubmission) -> bool:
    hers = (new.account, new.business) == (owner.account.id, owner.business.id)
    return hers and owner.parties.issuperset(fact.party for fact in new.facts)


def _is_of_own_business(owner: Owner, sent: Sent) -> bool:
    return sent.business == owner.business.id


def _is_sent_by_her(owner: Owner, sent: Sent) -> bool:
    return sent.account == owner.account.id


def _is_of_her_agency(staff: Staff, sent: Sent) -> bool:
    return sent.agency == staff.agency


def _is_demo(_: Actor, demo: bool) -> bool:
    """The mailbox of a demo site is open to everybody."""
    return demo


Rule = Callable[[Any, Any], bool]  # Any: the actor class of the key, and the object of the action

_RULES: Mapping[tuple[type[Actor], Action], Rule] = {
    (Anonymous, "sign in"): _always,
    (Anonymous, "read outbox"): _is_demo,
    (Owner, "sign in"): _always,
    (Owner, "read outbox"): _is_demo,
    (Owner, "end session"): _is_own_account,
    (Owner, "act for"): _is_one_of_her_businesses,
    (Owner, "add location"): _is_business_acted_for,
    (Owner, "read facts"): _is_own_party,
    (Owner, "read draft"): _is_own_draft,
    (Owner, "write draft"): _is_own_draft,
    (Owner, "add file"): _is_own_account,
    (Owner, "read file"): _is_own_upload,
    (Owner, "submit"): _is_own_new_submission,
    (Owner, "send again"): _is_sent_by_her,
    (Owner, "read submission"): _is_of_own_business,
    (Owner, "list submissions"): _is_own_business,
    (Staff, "read submission"): _is_of_her_agency,
    (Staff, "take step"): _is_of_her_agency,
    (System, "read submission"): _always,
    (System, "take step"): _always,
    (System, "deliver letters"): _always,
    (System, "clear"): _always,
    (System, "compare editions"): _always,
}
