"""Who a client is: what trusted proxies say of it, and never what it says of itself."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.services.networks import client_of, is_network, is_trusted, network_of

PROXIES = ("127.0.0.1", "10.0.0.0/8", "2001:db8:ffff::/48")
OURS = st.sampled_from(["127.0.0.1", "10.1.2.3", "::ffff:10.1.2.3", "2001:db8:ffff::7"])
ADDRESSES = st.ip_addresses().map(str)
CLIENTS = ADDRESSES.filter(lambda text: not is_trusted(text, PROXIES))
GARBAGE = st.text(alphabet=st.characters(exclude_characters=",", exclude_categories=["Cs"]), max_size=30)


def bare(text: str) -> str:
    """An address in its one way of being written."""
    address = ip_address(text)
    return str(getattr(address, "ipv4_mapped", None) or address)


@given(CLIENTS, st.lists(OURS, max_size=4), st.lists(GARBAGE | ADDRESSES, max_size=4), OURS)
def test_the_client_is_who_the_last_trusted_proxy_saw(
    client: str, between: list[str], said: list[str], remote: str
) -> None:
    assert bare(client_of(remote, ",".join([*said, client, *between]), PROXIES)) == bare(client)


@given(CLIENTS, st.lists(GARBAGE | ADDRESSES, max_size=4))
def test_who_is_no_proxy_of_ours_is_the_client_whatever_it_says(remote: str, said: list[str]) -> None:
    assert client_of(remote, ",".join(said), PROXIES) == remote


@given(OURS, st.lists(OURS, max_size=3), GARBAGE.filter(lambda text: ":" not in text and "." not in text))
def test_behind_garbage_the_proxy_that_passed_it_on_is_all_that_is_known(
    remote: str, between: list[str], garbage: str
) -> None:
    found = client_of(remote, ",".join(["203.0.113.9", garbage, *between]), PROXIES)
    assert bare(found) == bare([*between, remote][0])


@given(st.text(), st.text())
def test_nonsense_breaks_nothing(remote: str, forwarded: str) -> None:
    network_of(client_of(remote, forwarded, PROXIES))


@given(ADDRESSES, GARBAGE)
def test_without_proxies_that_are_trusted_nothing_that_is_forwarded_counts(remote: str, said: str) -> None:
    assert client_of(remote, said, ()) == remote


@pytest.mark.parametrize(
    "entry",
    ["203.0.113.9", " 203.0.113.9 ", "203.0.113.9:51234", "::ffff:203.0.113.9", "[::ffff:cb00:7109]:80"],
)
def test_proxies_write_addresses_in_several_ways(entry: str) -> None:
    assert client_of("127.0.0.1", entry, PROXIES) == "203.0.113.9"


@given(st.ip_addresses(v=4), st.integers(0, 255))
def test_all_of_an_ipv4_network_are_one_however_they_are_written(address: IPv4Address, last: int) -> None:
    neighbour = IPv4Address(int(address) // 256 * 256 + last)
    assert network_of(str(address)) == network_of(str(neighbour)) == network_of(f"::ffff:{neighbour}")
    further = IPv4Address((int(address) + 256) % 2**32)
    assert network_of(str(address)) != network_of(str(further))


@given(st.ip_addresses(v=6), st.integers(0, 2**72 - 1))
def test_all_of_an_ipv6_network_are_one(address: IPv6Address, rest: int) -> None:
    if address.ipv4_mapped:
        return
    base = int(address) >> 72 << 72
    assert network_of(str(address)) == network_of(str(IPv6Address(base + rest)))
    assert network_of(str(address)) != network_of(str(IPv6Address((base + (1 << 72)) % 2**128)))


def test_who_has_no_address_is_in_one_network_of_its_own() -> None:
    assert network_of("") == network_of("nonsense") == ""


def test_a_network_is_not_everybody() -> None:
    assert is_network("10.0.0.0/8")
    assert is_network("::1")
    assert not is_network("0.0.0.0/0")
    assert not is_network("::/0")
    assert not is_network("proxy.example")
