"""Where somebody asks for a sign-in link: what limits are counted by, without keeping who it is."""

from __future__ import annotations

from typing import NamedTuple

from flask import request

from runtime.dataset import Account
from runtime.services.identity.keyed_hash import keyed
from runtime.services.identity.known_browsers import is_device_of
from runtime.services.networks import client_of, network_of
from runtime.web.http import cookies
from runtime.web.http.request_context import Visit


class Place(NamedTuple):
    """A browser that the account knows, else the network that the client is in."""

    share: str
    familiar: bool


def place_of(visit: Visit, account: Account | None) -> Place:
    """Where this request comes from, as the limits of ``account`` count it."""
    secret, device = visit.settings.secret, cookies.read(request, visit.settings, cookies.DEVICE)
    if account and device and is_device_of(secret, account.id, device):
        return Place(keyed(secret, "share", f"browser {device}").hex(), familiar=True)
    remote, forwarded = request.remote_addr or "", request.headers.get("X-Forwarded-For", "")
    network = network_of(client_of(remote, forwarded, visit.settings.trusted_proxies))
    return Place(keyed(secret, "share", f"network {network}").hex(), familiar=False)


def browser_of(visit: Visit) -> str:
    """A name for this browser that is worth nothing to whoever reads it in the store."""
    return keyed(visit.settings.secret, "browser", visit.csrf_secret).hex()
