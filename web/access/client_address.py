"""The trustworthy client address of a request, and the part of it that limits count by."""

import ipaddress
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SITE_BITS = 64
"""Prefix length of one IPv6 site: a client with one address of a /64 usually has all of them."""


def parse_networks(text: str) -> tuple[Network, ...]:
    """Return the networks of a list of addresses and networks; raises ValueError for anything else."""
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def client_address(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """Return the nearest address that is not a trusted proxy; the client may have forged any address before it."""
    client = peer
    for address in reversed([part.strip() for header in forwarded for part in header.split(",")]):
        if not is_among(client, trusted) or _parsed(address) is None:
            break
        client = address
    return client


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Tell whether an address lies in one of the networks."""
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def site_of(address: str) -> str:
    """Return the unit that limits count: the IPv4 address, or the /64 of an IPv6 address."""
    if ":" not in address:
        return address
    parsed = _parsed(address)
    if not isinstance(parsed, ipaddress.IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), SITE_BITS), strict=False).network_address)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
