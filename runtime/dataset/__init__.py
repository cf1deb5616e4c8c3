"""The central dataset on SQLite or PostgreSQL, with a repository per subject."""

from __future__ import annotations

from runtime.dataset.backup import backup, restore
from runtime.dataset.copying import Sum
from runtime.dataset.dataset import Dataset
from runtime.dataset.moving import move
from runtime.dataset.opening import exposed, migrate, open_dataset
from runtime.dataset.records.audit import AuditEntry
from runtime.dataset.records.cases import News, NewTransition, Transition
from runtime.dataset.records.drafts import Draft, PageState
from runtime.dataset.records.errors import (
    AccountFull,
    AddressTaken,
    Collision,
    FactsMoved,
    NoRoom,
    NotCreated,
    NotPrepared,
    SentDifferently,
    StaleDraft,
    StatusMoved,
    StoreError,
    Unavailable,
    Unstorable,
)
from runtime.dataset.records.facts import Fact, NewFact, Source, SourceKind
from runtime.dataset.records.files import Upload, UploadLimits
from runtime.dataset.records.identity import Account, Limits, NewSignIn, Session, SignedIn, SignIn
from runtime.dataset.records.jobs import Handover, Job, JobKind
from runtime.dataset.records.outbox import Message, NewMessage
from runtime.dataset.records.parties import Party
from runtime.dataset.records.submissions import NewSubmission, Question, Sent, Submission

__all__ = [
    "Account",
    "AccountFull",
    "AddressTaken",
    "AuditEntry",
    "Collision",
    "Dataset",
    "Draft",
    "Fact",
    "FactsMoved",
    "Handover",
    "Job",
    "JobKind",
    "Limits",
    "Message",
    "NewFact",
    "NewMessage",
    "NewSignIn",
    "NewSubmission",
    "NewTransition",
    "News",
    "NoRoom",
    "NotCreated",
    "NotPrepared",
    "PageState",
    "Party",
    "Question",
    "Sent",
    "SentDifferently",
    "Session",
    "SignIn",
    "SignedIn",
    "Source",
    "SourceKind",
    "StaleDraft",
    "StatusMoved",
    "StoreError",
    "Submission",
    "Sum",
    "Transition",
    "Unavailable",
    "Unstorable",
    "Upload",
    "UploadLimits",
    "backup",
    "exposed",
    "migrate",
    "move",
    "open_dataset",
    "restore",
]
