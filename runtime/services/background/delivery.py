"""One letter of the outbox: handed over, tried again later, or given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage

from runtime.dataset import Handover, Message, Unavailable
from runtime.services.background.letters import ReceiptPage, letter_of
from runtime.services.context import Services
from runtime.services.logs import Event, event, failures
from runtime.services.mail.addresses import address_of, named_address
from runtime.services.mail.carrier import Carrier
from runtime.services.mail.letter import host_of
from runtime.services.mail.reasons import NotDelivered

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""Before the next try, and the one after that; the last is that before all others."""
_MOST_TRIES = 17  # with these waits, some two days
_TWO_DAYS = timedelta(days=2)


class PostOffice:
    """Hands letters over to the city's mail server."""

    def __init__(self, services: Services, receipt: ReceiptPage, carrier: Carrier | None = None) -> None:
        settings = services.settings
        self._services = services
        self._receipt = receipt
        self.carrier = carrier or Carrier(settings.mail, host_of(settings.public_url))

    def send(self, message: Message, tries: int) -> Handover:
        """Hand one over, and say when that was done; raises NotDelivered."""
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
        except Exception as error:  # one letter that we cannot write must not keep others from leaving
            event(Event.FAILED, errors=failures(error))
            raise NotDelivered("OnceOnly itself made a mistake; see the log") from None


def after(problem: NotDelivered, message: Message, tries: int, now: datetime) -> Handover:
    """What becomes of a letter that was not delivered."""
    if problem.lasting:
        return Handover("failed", now, str(problem))
    # A try counts as soon as it began: those of killed processes alone must not use up a letter's two days.
    if tries >= _MOST_TRIES and abs(now - message.at) > _TWO_DAYS:
        return Handover("failed", now, f"{problem}; given up after {tries} tries")
    return Handover("delayed", now + _WAITS[min(tries, len(_WAITS)) - 1], str(problem))
