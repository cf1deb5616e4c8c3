"""IP addresses: the client behind trusted proxies, and its network."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

_WIDEST = 7  # bits of the largest private network (fc00::/7, 10.0.0.0/8)
_WHOLE = {4: 24, 6: 56}  # bits of the network that one household or small office usually has


def is_network(text: str) -> bool:
    """Whether a text is an IP address or a network such as 10.0.0.0/8, and not larger than private ones."""
    try:
        return ip_network(text, strict=False).prefixlen >= _WIDEST
    except ValueError:
        return False


def is_trusted(client: str, proxies: Iterable[str]) -> bool:
    """Whether an address is one of these proxies, or in one of these networks."""
    address = _address(client)
    return address is not None and any(address in ip_network(proxy, strict=False) for proxy in proxies)


def client_of(remote: str, forwarded: str, proxies: Collection[str]) -> str:
    """The address of the client, as far as trusted proxies report it.

    ``remote`` is the peer of the connection. Each trusted proxy appends its own peer to ``forwarded``
    (X-Forwarded-For); earlier entries can be forged. If an entry is invalid, the proxy that passed it on is
    returned.
    """
    client = remote
    for entry in reversed(forwarded.split(",")):
        further = _address(entry)
        if further is None or not is_trusted(client, proxies):
            break
        client = str(further)
    return client


def network_of(client: str) -> str:
    """The network that a client is counted with; the same one for all unknown addresses."""
    address = _address(client)
    if address is None:
        return ""
    bare = int(address)  # without the zone of a link-local address
    return str(ip_network((bare, _WHOLE[address.version]), strict=False))


def _address(text: str) -> Address | None:
    """An address, with or without a port; IPv4-mapped IPv6 is returned as IPv4."""
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
