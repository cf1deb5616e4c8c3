"""Delivering one letter of the outbox: sent, delayed until a later try, or failed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage

from runtime.dataset import Handover, Message, Unavailable
from runtime.services.background.letters import ReceiptPage, letter_of
from runtime.services.context import Services
from runtime.services.logs import Event, event, failures
from runtime.services.mail.addresses import address_of, named_address
from runtime.services.mail.delivery_errors import NotDelivered
from runtime.services.mail.letter import host_of
from runtime.services.mail.smtp_client import SmtpClient

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""Waits before the second try, the third and so on; the last one is repeated."""
_MOST_TRIES = 17  # with these waits, some two days
_TWO_DAYS = timedelta(days=2)


class PostOffice:
    """Delivers letters through the city's mail server."""

    def __init__(self, services: Services, receipt: ReceiptPage, carrier: SmtpClient | None = None) -> None:
        settings = services.settings
        self._services = services
        self._receipt = receipt
        self.carrier = carrier or SmtpClient(settings.mail, host_of(settings.public_url))

    def send(self, message: Message, tries: int) -> Handover:
        """Deliver one letter; returns its result with the time. Raises NotDelivered."""
        sender, to = named_address(self._services.settings.mail.sender), address_of(message.to)
        assert sender is not None  # noqa: S101  the settings were checked
        if to is None:
            raise NotDelivered("the address is none that letters can go to", lasting=True)
        self.carrier.carry(self._written(message, sender, to, tries), sender, to)
        return Handover("sent", datetime.now(UTC))

    def _written(self, message: Message, sender: Address, to: Address, tries: int) -> EmailMessage:
        try:
            return letter_of(self._services, self._receipt, message, (sender, to), tries, datetime.now(UTC))
        except (NotDelivered, Unavailable):
            raise
        except Exception as error:  # a letter that cannot be written must not block the others
            event(Event.FAILED, errors=failures(error))
            raise NotDelivered("OnceOnly itself made a mistake; see the log") from None


def retry_or_fail(problem: NotDelivered, message: Message, tries: int, now: datetime) -> Handover:
    """The result for a letter that was not delivered: when to try again, or failed."""
    if problem.lasting:
        return Handover("failed", now, str(problem))
    # A try counts from its start; tries of killed processes alone must not end a letter before two days.
    if tries >= _MOST_TRIES and abs(now - message.at) > _TWO_DAYS:
        return Handover("failed", now, f"{problem}; given up after {tries} tries")
    return Handover("delayed", now + _WAITS[min(tries, len(_WAITS)) - 1], str(problem))
