"""Records as flat rows and back: column name → text, number or JSON, the same in every store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forms.outcome import Outcome
from runtime.stores.entrance import NewSignIn, SignedIn
from runtime.stores.message_records import Job, JobKind, Message, NewMessage
from runtime.stores.records import (
    Account,
    AuditEntry,
    Draft,
    NewSubmission,
    Party,
    Question,
    Sent,
    Session,
    Submission,
    Upload,
)
from runtime.stores.shared.gate import instant

Row = Mapping[str, Any]
"""Any: a column holds text, a whole number or JSON, and its name says which."""

LOCATION_OF = "location of"
"""The relationship of a location with its business."""

ACTS_FOR = "acts for"
"""The relationship of a person with the businesses whose forms she may fill in."""

RECEIVED = "received"
"""The status in which every submission begins."""

DRAFT_CHANGES = ("form_version", "language", "saved", "revision", "content")
"""What saving a draft again may change; whose draft of which form it is stays."""

parse = datetime.fromisoformat


def draft_row(draft: Draft) -> dict[str, Any]:
    """A draft about to be written."""
    return {
        "id": draft.id,
        "account": draft.account,
        "business": draft.business,
        "form": draft.form,
        "form_version": draft.form_version,
        "language": draft.language,
        "started": instant(draft.started),
        "saved": instant(draft.saved),
        "revision": draft.revision,
        "content": {name: getattr(draft, name) for name in _DRAFT_CONTENT},
    }


def draft(row: Row) -> Draft:
    """A draft as stored."""
    content = row["content"]
    return Draft(
        row["id"],
        row["account"],
        row["business"],
        row["form"],
        row["form_version"],
        row["language"],
        parse(row["started"]),
        parse(row["saved"]),
        row["revision"],
        content["answers"],
        content["typed"],
        tuple(content["done"]),
        content["seen"],
        tuple(content["confirmed"]),
        tuple(content["kept_here"]),
        tuple(content.get("files", ())),  # drafts of earlier versions name none
    )


_DRAFT_CONTENT = ("answers", "typed", "done", "seen", "confirmed", "kept_here", "files")


def submission_row(new: NewSubmission, reference: str) -> dict[str, Any]:
    """A submission about to be written."""
    return {
        "reference": reference,
        "draft": new.draft,
        "revision": new.revision,
        "account": new.account,
        "business": new.business,
        "form": new.form,
        "form_version": new.form_version,
        "agency": new.agency,
        "title": new.title,
        "language": new.language,
        "at": instant(new.at),
        "status": RECEIVED,
        "questions": [_question_row(question) for question in new.questions],
        "moved": "",
    }


def submission(row: Row) -> Submission:
    """A submission as stored."""
    return Submission(
        row["reference"],
        row["draft"],
        row["account"],
        row["business"],
        row["form"],
        row["form_version"],
        row["agency"],
        row["title"],
        row["language"],
        parse(row["at"]),
        row["status"],
        tuple(_question(question) for question in row["questions"]),
        moved=parse(row["moved"]) if row["moved"] else None,
    )


SENT_COLUMNS = (
    *("reference", "draft", "account", "business", "form", "form_version", "agency", "title", "language"),
    *("at", "status", "moved"),
)


def sent(row: Row) -> Sent:
    """A submission without its answers, from its `SENT_COLUMNS`."""
    moved = parse(row["moved"]) if row["moved"] else None
    return Sent(**{**{name: row[name] for name in SENT_COLUMNS}, "at": parse(row["at"]), "moved": moved})


def submission_of(new: NewSubmission, reference: str) -> Submission:
    """What `new` becomes once it is stored."""
    return Submission(
        reference,
        new.draft,
        new.account,
        new.business,
        new.form,
        new.form_version,
        new.agency,
        new.title,
        new.language,
        new.at,
        RECEIVED,
        new.questions,
    )


def message_row(id: str, new: NewMessage, at: datetime, reference: str = "") -> dict[str, Any]:
    """A message about to be written, with the reference of its submission."""
    return {
        "id": id,
        "recipient": new.to,
        "folded": folded(new.to),
        "subject": _with_reference(new.subject, reference),
        "body": _with_reference(new.body, reference),
        "language": new.language,
        "at": instant(at),
        "sent": "",
        "about": reference,
        "link": new.link,
        "attachment": new.attachment,
        "state": "waiting",
        "problem": "",
    }


def message(row: Row) -> Message:
    """A message as stored."""
    sent = parse(row["sent"]) if row["sent"] else None
    return Message(
        row["id"],
        row["recipient"],
        row["subject"],
        row["body"],
        row["language"],
        parse(row["at"]),
        sent,
        row["about"],
        row["link"],
        row["attachment"],
        row["state"],
        row["problem"],
    )


def delivery_row(message: Row) -> dict[str, Any]:
    """The job that hands a message over, due at once."""
    return job_row("deliver", message["id"], message["at"])


def job_row(kind: JobKind, about: str, due: str) -> dict[str, Any]:
    """A job about to be written, which nobody has."""
    return {"kind": kind, "about": about, "due": due, "tries": 0, "lease": ""}


def job(row: Row) -> Job:
    """A job as somebody took it."""
    return Job(row["number"], row["kind"], row["about"], row["tries"], parse(row["lease"]))


def upload_row(upload: Upload) -> dict[str, Any]:
    """A file about to be written, without its bytes."""
    return {
        "id": upload.id,
        "account": upload.account,
        "name": upload.name,
        "media_type": upload.media_type,
        "size": upload.size,
        "at": instant(upload.at),
        "draft": "",
        "kept": "",
    }


def upload(row: Row) -> Upload:
    """A file as stored, without its bytes."""
    return Upload(row["id"], row["account"], row["name"], row["media_type"], row["size"], parse(row["at"]))


def sent_row(new: NewSubmission, reference: str) -> dict[str, Any]:
    """The line of the audit trail that a submission writes."""
    return audit_row(new.account, "sent", reference, new.at)


def audit_row(actor: str, action: str, about: str, at: datetime) -> dict[str, Any]:
    """A line of the audit trail about to be written; the store adds its number."""
    return {"at": instant(at), "actor": actor, "action": action, "about": about}


def audit_entry(row: Row) -> AuditEntry:
    """A line of the audit trail."""
    return AuditEntry(row["sequence"], parse(row["at"]), row["actor"], row["action"], row["about"])


def account(row: Row, person: Party, businesses: Sequence[Party]) -> Account:
    """An account with its parties."""
    return Account(row["account"], row["email"], person, tuple(businesses), row["language"])


def acted_for(id: str, kind: Any, name: str, of: str, of_name: str) -> Party:
    """A business or a location that an account acts for, with the name of its business before its own."""
    return Party(id, kind, ", ".join(part for part in (of_name, name) if part), of)


def session(row: Row, owner: Account) -> Session:
    """A session of ``owner``."""
    acting = next(business for business in owner.businesses if business.id == row["acting_for"])
    since = parse(row["since"]) if row["since"] else None
    opened, seen = parse(row["opened"]), parse(row["seen"])
    return Session(owner, acting, row["csrf"], opened, seen, since, row["since_fact"])


def signed_in(row: Row) -> SignedIn:
    """A session as its owner sees it."""
    return SignedIn(row["cookie_hash"], row["agent"], parse(row["opened"]), parse(row["seen"]))


def sign_in_row(new: NewSignIn) -> dict[str, Any]:
    """A sign-in link about to be written."""
    return {
        "id": new.id,
        "email": new.email,
        "folded": folded(new.email),
        "share": new.share,
        "browser": new.browser,
        "asked": instant(new.asked),
        "expires": instant(new.expires),
        "used": "",
        "known": int(new.known),
        "tries": 0,
    }


def folded(address: str) -> str:
    """An e-mail address as it is compared."""
    return address.strip().casefold()


def _question_row(question: Question) -> dict[str, Any]:
    return {
        "field": question.field,
        "label": question.label,
        "value": question.value,
        "said": question.said,
        "page": question.page,
        "master": question.master,
        "outcome": question.outcome and str(question.outcome),
    }


def _question(row: Row) -> Question:
    return Question(**{**row, "outcome": Outcome(row["outcome"]) if row["outcome"] else None})


def _with_reference(text: str, reference: str) -> str:
    return text.replace("{reference}", reference) if reference else text
