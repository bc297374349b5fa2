"""The address under which phones reach this server, and what is missing there."""

import ipaddress
from enum import StrEnum
from urllib.parse import urlsplit


class AddressWarning(StrEnum):
    """Why a phone may not be able to use an address."""

    NOT_HTTPS = "not_https"
    NOT_REACHABLE = "not_reachable"


def warnings_of(address: str) -> tuple[AddressWarning, ...]:
    """Return what keeps a phone from using the address safely, or at all."""
    parts = urlsplit(address)
    if is_loopback_name(parts.hostname or ""):
        return (AddressWarning.NOT_REACHABLE,)
    return () if parts.scheme == "https" else (AddressWarning.NOT_HTTPS,)


def is_loopback_name(host: str) -> bool:
    """Tell whether the name of a host means the machine that uses it."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
