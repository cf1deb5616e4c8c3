"""Where somebody asks for a sign-in link: what limits are counted by, without keeping who it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from runtime.dataset import Account
from runtime.services.identity.keyed_hash import keyed
from runtime.services.identity.known_browsers import is_device_of
from runtime.services.networks import client_of, network_of
from runtime.services.settings import Settings


@dataclass(frozen=True)
class Client:
    """What a request says about the browser that sent it."""

    address: str  # of the connection: the browser's, or that of a proxy
    forwarded: str = ""  # the header X-Forwarded-For
    device: str = ""  # the cookie of a browser in which somebody was signed in before
    secret: str = ""  # what only this browser knows: its session's or its guest cookie's
    agent: str = ""  # the header User-Agent


class Place(NamedTuple):
    """A browser that the account knows, else the network that the client is in."""

    share: str
    familiar: bool


def place_of(settings: Settings, client: Client, account: Account | None) -> Place:
    """Where a request comes from, as the limits of ``account`` count it."""
    if account and client.device and is_device_of(settings.secret, account.id, client.device):
        return Place(keyed(settings.secret, "share", f"browser {client.device}").hex(), familiar=True)
    network = network_of(client_of(client.address, client.forwarded, settings.trusted_proxies))
    return Place(keyed(settings.secret, "share", f"network {network}").hex(), familiar=False)


def browser_of(settings: Settings, client: Client) -> str:
    """A name for a browser that is worth nothing to whoever reads it in the dataset."""
    return keyed(settings.secret, "browser", client.secret).hex()
