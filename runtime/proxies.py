"""Proxies in front of the server: which of them may say something about a request."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network


def is_trusted(client: str, proxies: Iterable[str]) -> bool:
    """Whether a connection comes from one of these addresses or networks."""
    try:
        address = ip_address(client)
    except ValueError:  # a socket without an address
        return False
    return any(address in ip_network(proxy, strict=False) for proxy in proxies)


def is_network(text: str) -> bool:
    """Whether a text is an address or a network, such as 127.0.0.1 or 10.0.0.0/8."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True
