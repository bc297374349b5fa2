"""Where the server may listen: beyond this machine only with keys, or where somebody said so in as many words."""

import ipaddress

from app.settings import Settings
from app.start_error import StartError


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens there; a name but localhost may be anything."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_safe_listening(settings: Settings) -> None:
    """Raise StartError where strangers could reach a server that asks nobody who they are."""
    if settings.requires_keys or settings.open_to_all or is_loopback(settings.host):
        return
    raise StartError(
        f"TRACKER_HOST={settings.host} would let everyone who reaches this machine post and read everything, since "
        "TRACKER_AUTH is off. Set TRACKER_AUTH=on and create a key (python -m app keys create), or, where every machine "
        "that can reach this one is trusted, TRACKER_OPEN_TO_ALL=true."
    )


def warning_of(settings: Settings) -> str | None:
    """Return what to warn of at every start, or None."""
    if settings.requires_keys or is_loopback(settings.host):
        return None
    return (
        f"anybody who can reach {settings.host} may post and read everything: TRACKER_OPEN_TO_ALL is set and "
        "TRACKER_AUTH is off"
    )


def who_may_ask(settings: Settings) -> str:
    """Return in a few words who gets answers, for the line that says that the server is ready."""
    if settings.requires_keys:
        return "with a key"
    return "this machine only, no keys" if is_loopback(settings.host) else "OPEN TO ALL, no keys"
