"""Where a request comes from: the proxies that are trusted."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address


def is_network(text: str) -> bool:
    """Whether a text is an address or a network, such as 127.0.0.1 or 10.0.0.0/8; all addresses are none."""
    try:
        return ip_network(text, strict=False).prefixlen > 0
    except ValueError:
        return False


def is_trusted(client: str, proxies: Iterable[str]) -> bool:
    """Whether an address is one of these proxies, or in one of these networks."""
    address = _address(client)
    return address is not None and any(address in ip_network(proxy, strict=False) for proxy in proxies)


def _address(text: str) -> Address | None:
    """An address; IPv4 that is written as IPv6 is IPv4."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
