"""The address that a request comes from, as far as it can be believed, and in the grain that a limit counts in."""

import ipaddress
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SITE_BITS = 64
"""Of an IPv6 address: whoever has one address there has all of them."""


def parse_networks(text: str) -> tuple[Network, ...]:
    """Return the networks of a list of addresses and networks; raises ValueError for anything else."""
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def client_address(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """Return the nearest address that is no trusted proxy's; what stands behind it anybody may have written."""
    believed = peer
    for address in reversed([part.strip() for header in forwarded for part in header.split(",")]):
        if not is_among(believed, trusted) or _parsed(address) is None:
            break
        believed = address
    return believed


def is_among(address: str, networks: Sequence[Network]) -> bool:
    """Tell whether an address lies in one of the networks."""
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def site_of(address: str) -> str:
    """Return what a limit counts as one: the IPv4 address, or the /64 of an IPv6 address."""
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
