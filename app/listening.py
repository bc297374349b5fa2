"""Where the server may listen: beyond this machine only with keys, or with an explicit setting."""

import ipaddress

from app.settings import Settings
from app.start_error import StartError


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens there; names other than localhost may be public."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_safe_listening(settings: Settings) -> None:
    """Raise StartError where other machines could reach a server that requires no keys."""
    if settings.requires_keys or settings.open_to_all or is_loopback(settings.host):
        return
    raise StartError(
        f"TRACKER_HOST={settings.host} would let every machine that can reach this one post and read everything, because "
        "TRACKER_AUTH is off. Set TRACKER_AUTH=on and create a key (python -m app keys create), or, if you "
        "trust every such machine, set TRACKER_OPEN_TO_ALL=true."
    )


def warning_of(settings: Settings) -> str | None:
    """Return the warning to log at every start, or None."""
    if settings.requires_keys or is_loopback(settings.host):
        return None
    return (
        f"every machine that can reach {settings.host} may post and read everything: TRACKER_OPEN_TO_ALL is set and "
        "TRACKER_AUTH is off"
    )


def who_may_ask(settings: Settings) -> str:
    """Return who gets answers, for the log line that reports readiness."""
    if settings.requires_keys:
        return "with a key"
    return "this machine only, no keys" if is_loopback(settings.host) else "OPEN TO ALL, no keys"
