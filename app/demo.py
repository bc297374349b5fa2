"""The built-in fleet that the dashboard of an empty tracker can start: who may have it, and how a process asks for it."""

import os
from contextlib import suppress
from typing import Literal

from app.listening import is_loopback
from app.settings import Settings

START_DEMO = b"d"
"""What a process writes to its supervisor to have the fleet started."""
DemoState = Literal["off", "ready", "started"]


def allows_demo(settings: Settings) -> bool:
    """Tell whether the setting allows it and only this machine's people can ask: nobody else's tracker gets a fleet."""
    return settings.demo and not settings.requires_keys and is_loopback(settings.host)


class DemoSwitch:
    """The fleet as a serving process knows it; `supervisor` is the line to whoever runs the process, if it is one of ours."""

    def __init__(self, settings: Settings, supervisor: int | None) -> None:
        self._supervisor = supervisor if allows_demo(settings) else None
        self._is_asked = False

    @property
    def state(self) -> DemoState:
        """Return whether it can be started here, and whether it was."""
        if self._supervisor is None:
            return "off"
        return "started" if self._is_asked else "ready"

    def start(self) -> None:
        """Ask the supervisor for it, which starts one at most, whoever asks."""
        if self._supervisor is None or self._is_asked:
            return
        self._is_asked = True
        # A supervisor that is gone takes this process with it anyway.
        with suppress(OSError):
            os.write(self._supervisor, START_DEMO)
