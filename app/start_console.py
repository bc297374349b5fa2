"""Shows the progress of a start on the console."""

from typing import TextIO

_STEPS = 4


class StartConsole:
    """Shows the steps of a start: one line that changes on a terminal, a few plain lines elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._is_terminal, self._shown, self._step = out, out.isatty(), 0, -1

    def say(self, text: str) -> None:
        """Write one line that stays."""
        self._write(text, end="\n")
        self._shown, self._step = 0, -1

    def update(self, text: str, done: float) -> None:
        """Show the progress of the current step, `done` from 0 to 1; outside a terminal only at each quarter."""
        if self._is_terminal:
            self._write(text, end="")
            self._shown = len(text)
        elif (step := int(done * _STEPS)) != self._step:
            self._write(text, end="\n")
            self._step = step

    def _write(self, text: str, end: str) -> None:
        start = "\r" if self._shown else ""
        self._out.write(f"{start}{text.ljust(self._shown)}{end}")
        self._out.flush()
