"""The demo that the dashboard of an empty tracker can start: where it is allowed, and how a process requests it."""

import os
from contextlib import suppress
from typing import Literal

from app.listening import is_loopback
from app.settings import Settings

START_DEMO = b"d"
"""The byte with which a process asks its supervisor to start the demo."""
DemoState = Literal["off", "ready", "started"]


def allows_demo(settings: Settings) -> bool:
    """Tell whether the setting allows the demo and only this machine can reach the tracker, without TLS."""
    # The demo's clients would refuse a certificate that does not name the loopback address.
    return settings.demo and not settings.requires_keys and not settings.tls_cert and is_loopback(settings.host)


class DemoSwitch:
    """The demo as a serving process knows it; `supervisor` is the pipe to the supervisor, None without one."""

    def __init__(self, settings: Settings, supervisor: int | None) -> None:
        self._supervisor = supervisor if allows_demo(settings) else None
        self._is_asked = False

    @property
    def state(self) -> DemoState:
        """Return whether the demo can be started here, and whether it was."""
        if self._supervisor is None:
            return "off"
        return "started" if self._is_asked else "ready"

    def start(self) -> None:
        """Ask the supervisor to start the demo; it starts at most one."""
        if self._supervisor is None or self._is_asked:
            return
        self._is_asked = True
        # If the supervisor has died, this process is about to stop too.
        with suppress(OSError):
            os.write(self._supervisor, START_DEMO)
