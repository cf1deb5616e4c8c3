"""All user errors, each with what happened, why, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from forms.text.messages import Message, message


@dataclass(eq=False)
class UserError(Exception):
    """A request that gets an explanation instead of the page; ``status`` is the HTTP status."""

    kind: str  # name of the function that makes it, for the log
    status: int
    what: Message
    why: Message
    next: Message
    screen: str = "problem"
    asks_to_sign_in: bool = False  # in another window, because this one still holds what was typed
    retry_after: int = 0  # seconds until another try may succeed; 0: never


def no_such_page() -> UserError:
    """An unknown address."""
    return _missing(
        "no_such_page",
        message("There is no page at this address."),
        message("The address may be mistyped, or the page has moved."),
    )


def no_such_form() -> UserError:
    """An unknown form."""
    return _missing(
        "no_such_form",
        message("There is no form at this address."),
        message("The form may have a new name, or the city no longer uses it."),
    )


def not_in_this_language() -> UserError:
    """A form that is published in other languages only; every page links to them."""
    return UserError(
        "not_in_this_language",
        404,
        message("This form is not in your language yet."),
        message("Its translation is not finished."),
        message("Choose another language at the top of this page, and the form opens in it."),
        screen="not_found",
    )


def no_such_draft() -> UserError:
    """A draft that does not exist or belongs to somebody else: the same text for both."""
    return _missing(
        "no_such_draft",
        message("This form is not waiting for you here."),
        message("It may have been sent or discarded, or it belongs to another account or business."),
    )


def no_such_submission() -> UserError:
    """A reference that does not exist or belongs to another business: the same text for both."""
    return _missing(
        "no_such_submission",
        message("There is nothing under this reference."),
        message("The reference may be mistyped, or it belongs to another business."),
    )


def _missing(kind: str, what: Message, why: Message) -> UserError:
    remedy = message(
        "Go to the start page. Each agency has its forms there,"
        " and once you are signed in, you find there what you have sent."
    )
    return UserError(kind, 404, what, why, remedy, screen="not_found")


def signed_out() -> UserError:
    """A post after the session has ended."""
    return UserError(
        "signed_out",
        403,
        message("You have been signed out, so this page was not saved."),
        message(
            "This happens after an hour without activity, or when you sign out."
            " Everything you saved before is still there."
        ),
        message(
            "Sign in again in a new window, then come back to this one and reload it:"
            " what you typed will be there."
        ),
        asks_to_sign_in=True,
    )


def not_from_here() -> UserError:
    """A post without this session's CSRF token, or from another site."""
    return UserError(
        "not_from_here",
        403,
        message("This was not saved, because the page had been open for too long."),
        message("To keep others from acting in your name, each page works for one sign-in only."),
        message("Go back, reload the page and send it again."),
    )


def for_another_business() -> UserError:
    """A post of a page that was opened for another business."""
    return UserError(
        "for_another_business",
        409,
        message("This page belongs to another business, so nothing was saved."),
        message("Since you opened it you have changed the business that you are acting for."),
        message(
            "Change back to it in a new window, then come back to this one and reload it to send it again."
            " Or open the form anew for the business that you are acting for now."
        ),
    )


def too_large() -> UserError:
    """A post that exceeds the limits."""
    return UserError(
        "too_large",
        413,
        message("This was too much to take in at once, so nothing was saved."),
        message("A page can take text of half a megabyte, and files of up to 32 megabytes together."),
        message("Go back, choose smaller files or shorten the text, and send the page again."),
    )


def sent_differently() -> UserError:
    """A form that was already sent with other answers."""
    return UserError(
        "sent_differently",
        409,
        message("This form was already sent, with other answers."),
        message("It was sent from another window or device. The city has received it once."),
        message("Open it on the start page, under what you sent. To tell the city more, start a new form."),
    )


def link_used_up() -> UserError:
    """A sign-in link that is used or expired."""
    return UserError(
        "link_used_up",
        410,
        message("This sign-in link no longer works."),
        message("A link works once, for 10 minutes, and not after five wrong codes."),
        message("Ask for a new link on the sign-in page."),
    )


def not_understood() -> UserError:
    """A malformed request."""
    return UserError(
        "not_understood",
        400,
        message("The site could not make sense of this request."),
        message("The address or what was sent with it is incomplete or damaged."),
        message("Go back to the start page and try again from there."),
    )


def unavailable() -> UserError:
    """The store does not answer, or has no space."""
    return UserError(
        "unavailable",
        503,
        message("The city's records do not answer right now, so nothing was saved."),
        message("Too much is going on at once, or the records are being looked after."),
        message("Wait a few seconds and send the page again. What you typed is still in your browser."),
        retry_after=5,
    )


def no_room() -> UserError:
    """A full disk."""
    return UserError(
        "no_room",
        503,
        message("There is no room for this just now, so nothing was saved."),
        message("The city's computer has run out of room. What you saved before is safe."),
        message("Send the page again in a few minutes, or call us. What you typed is still in your browser."),
        retry_after=60,
    )


def no_room_for_files() -> UserError:
    """The limit for uploads is reached; the other answers of the page were saved as typed."""
    return UserError(
        "no_room_for_files",
        503,
        message("There is no room for files just now, so your file was not saved."),
        message("People have sent more files than the city's computer can take. Your answers are saved."),
        message("Open the form again later and choose your file then, or call us."),
        retry_after=60,
    )


def cannot_print() -> UserError:
    """A PDF that cannot be made: printing is busy, too slow, or lacks a library."""
    return UserError(
        "cannot_print",
        503,
        message("The PDF could not be made now."),
        message(
            "Too many are being made at once, or something that it needs is missing here."
            " Your answers are safe."
        ),
        message("Go back and print the page instead, or try again in a minute."),
    )


def broken() -> UserError:
    """An internal error."""
    return UserError(
        "broken",
        500,
        message("Something went wrong on our side."),
        message("The mistake has been noted. What you saved before is safe."),
        message("Try again in a moment. If it happens again, call us."),
    )
