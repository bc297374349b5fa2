"""A process of the installation under test, which the suite may kill, freeze, thaw and start again."""

import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.settings import environment_with
from tests.product.process import GONE_S, Process


class Member(Process):
    """A named process; what the suite did not end is restarted after it exits."""

    def __init__(self, name: str, arguments: Sequence[str], settings: Mapping[str, object], output: Path) -> None:
        super().__init__([sys.executable, *arguments], output, environment_with(settings), watches_parent=True)
        self.name, self.data = name, Path(str(settings["data"]))
        self.url = f"http://127.0.0.1:{settings.get('http_port')}"
        self.is_wanted = False
        """Whether it is restarted after it exits by itself."""

    def start(self) -> None:
        """Start it; returns at once."""
        super().start()
        self.is_wanted = True

    def freeze(self) -> None:
        """Stop it and its descendants in the middle of what they do."""
        self.send_to_family(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it and its descendants continue."""
        self.send_to_family(signal.SIGCONT)

    def kill_family(self) -> None:
        """Kill it and its children as `kill -9` does; it is not restarted."""
        self.is_wanted = False
        super().kill_family()

    def stop(self, within_s: float = GONE_S) -> None:
        """Stop it cleanly, or kill it after a time; it is not restarted."""
        self.is_wanted = False
        super().stop(within_s)
