"""Where a request comes from: the client behind the proxies that are trusted, and the network around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_WIDEST = 7  # bits: private networks are no wider (fc00::/7, 10.0.0.0/8)
_WHOLE = {4: 24, 6: 56}  # bits: what one household or small office gets, and can wander about in


def is_network(text: str) -> bool:
    """Whether a text is an address or a network, such as 127.0.0.1 or 10.0.0.0/8, and no wider one."""
    try:
        return ip_network(text, strict=False).prefixlen >= _WIDEST
    except ValueError:
        return False


def is_trusted(client: str, proxies: Iterable[str]) -> bool:
    """Whether an address is one of these proxies, or in one of these networks."""
    address = _address(client)
    return address is not None and any(address in ip_network(proxy, strict=False) for proxy in proxies)


def client_of(remote: str, forwarded: str, proxies: Collection[str]) -> str:
    """The address of the client, as far as anybody who is trusted knows it.

    ``remote`` is who is connected. Each trusted proxy adds to ``forwarded`` (X-Forwarded-For), at its end,
    who was connected to it; what stands before that anybody can have written. Behind garbage the proxy
    that passed it on is all that is known.
    """
    client = remote
    for entry in reversed(forwarded.split(",")):
        further = _address(entry)
        if further is None or not is_trusted(client, proxies):
            break
        client = str(further)
    return client


def network_of(client: str) -> str:
    """The network that a client is counted with; one for all whose address is not known."""
    address = _address(client)
    if address is None:
        return ""
    bare = int(address)  # without the zone that an address of the same cable may have
    return str(ip_network((bare, _WHOLE[address.version]), strict=False))


def _address(text: str) -> Address | None:
    """An address, with or without a port; IPv4 that is written as IPv6 is IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
