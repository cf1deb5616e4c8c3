"""All events of the log: name, level, description and facts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from enum import Enum

OWN = "onceonly"
"""The name of the logger of all events."""

Fact = str | int | float | bool | Sequence[str]
_log = logging.getLogger(OWN)


class Event(Enum):
    """The events. Facts contain no personal data and nothing typed: see docs/commands.md."""

    REQUEST = (
        logging.INFO,
        "a request was answered; `route` is the rule, never the address, which holds tokens and references",
        ("method", "route", "endpoint", "status", "milliseconds", "bytes"),
    )
    MINOR_REQUEST = (
        logging.DEBUG,
        "the same for files of the theme and for `/health`",
        ("method", "route", "endpoint", "status", "milliseconds", "bytes"),
    )
    SIGN_IN_ASKED = (
        logging.INFO,
        "somebody asked for a sign-in link; `about` is the account of the address, if it has one",
        ("about",),
    )
    SIGN_IN_LINK_REFUSED = (
        logging.WARNING,
        "a link did not work: `malformed`, `unknown` (used, dead or too old), or a wrong `code` came with it",
        ("why",),
    )
    ACCOUNT_MADE = (logging.INFO, "a link of an address without an account was used", ("about",))
    SIGNED_IN = (logging.INFO, "a link opened a session of the account `about`", ("about",))
    SIGNED_OUT = (logging.INFO, "somebody signed out", ())
    SESSION_EXPIRED = (
        logging.INFO,
        "a browser came with a session that had ended: `idle` for too long, because of its `age`, or because"
        " the `clock` was set back",
        ("about", "why"),
    )
    SUBMISSION_SENT = (
        logging.INFO,
        "a form, or a change of one fact, was received under its reference",
        ("reference", "form"),
    )
    FORGED = (
        logging.WARNING,
        "a post came from another site (`origin`), or without the token of the session (`token`), as pages"
        " that were open for too long do",
        ("why",),
    )
    REFUSED = (
        logging.INFO,
        "somebody got a page that explains a refusal; the kinds are those of runtime/services/user_errors.py",
        ("kind", "status"),
    )
    LIMITED = (
        logging.WARNING,
        "a limit was reached; `limit` is the name of the setting, `about` the account, if there is one",
        ("limit", "about"),
    )
    GIVEN_UP = (
        logging.INFO,
        "so many clients were too slow to send a request or to take an answer, and are served no longer",
        ("clients",),
    )
    EDITION_SERVED = (
        logging.INFO,
        "a worker serves another edition from now on; `edition` is its folder in `output/editions/`",
        ("edition",),
    )
    EDITION_UNREADABLE = (
        logging.ERROR,
        "a newer edition cannot be read, so the one before is served; `errors` as in `failed`",
        ("edition", "errors"),
    )
    UNAVAILABLE = (
        logging.ERROR,
        "the store did not answer or had no room; `errors` as in `failed`",
        ("errors",),
    )
    NOT_PRINTED = (logging.ERROR, "a PDF could not be made; `why` is a sentence of the product's", ("why",))
    LETTER_SENT = (
        logging.INFO,
        "the mail server took a letter; `letter` is the id of its message",
        ("letter", "tries"),
    )
    LETTER_DELAYED = (
        logging.WARNING,
        "a letter was not taken, and is tried again; `why` is a sentence of the product's",
        ("letter", "tries", "why"),
    )
    LETTER_FAILED = (
        logging.ERROR,
        "a letter was not taken, and is not tried again; `why` is a sentence of the product's",
        ("letter", "tries", "why"),
    )
    MAIL_STOPPED = (
        logging.ERROR,
        "no letters are delivered for a minute, because the mail server takes none; `why` as above",
        ("why",),
    )
    CLEARED = (
        logging.INFO,
        "what nobody needs any more was removed: `sessions`, sign-in `links` or their `letters`, `drafts`,"
        " `files`",
        ("what", "count"),
    )
    FAILED = (
        logging.ERROR,
        "a mistake of the product's; `errors` are the types of the error and of those behind it, each with"
        " its places in the code, never what they say",
        ("errors",),
    )
    LIBRARY = (
        logging.NOTSET,
        "a line of a library, such as the web server; `message` stays empty where it could quote something",
        ("logger", "place", "message", "errors"),
    )

    def __init__(self, level: int, when: str, facts: tuple[str, ...]) -> None:
        self.level = level
        self.when = when
        self.facts = facts

    @property
    def label(self) -> str:
        """The name as written in log lines."""
        return self.name.lower()


def event(kind: Event, /, **facts: Fact) -> None:
    """Log an event with the facts that its kind declares."""
    if _log.isEnabledFor(kind.level):
        # Without JSON (`onceonly preview`) the message contains everything. The place in the code is never
        # logged, so it is not determined.
        # in the code, so it is not looked for.
        arguments, known = (kind.label, facts), {"event": kind, "facts": facts}
        _log.handle(_log.makeRecord(OWN, kind.level, "", 0, "%s %s", arguments, None, extra=known))
