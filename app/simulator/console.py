"""The output of the simulator: one line that is rewritten on a terminal, or lines in a log."""

import shutil
from typing import TextIO

_ERASE_LINE = "\r\x1b[K"


class Console:
    """Writes to a terminal or a file; `results` takes the summary, `progress` everything else."""

    def __init__(self, results: TextIO, progress: TextIO) -> None:
        self._results, self._progress = results, progress
        self.is_live = progress.isatty()

    def show(self, line: str) -> None:
        """Show the current state; on a terminal the line replaces the previous one."""
        if self.is_live:
            width = shutil.get_terminal_size().columns - 1
            self._progress.write(f"{_ERASE_LINE}{line[:width]}")
        else:
            self._progress.write(f"{line}\n")
        self._progress.flush()

    def say(self, sentence: str) -> None:
        """Write one sentence about an event."""
        self._progress.write(f"{_ERASE_LINE if self.is_live else ''}{sentence}\n")
        self._progress.flush()

    def conclude(self, text: str) -> None:
        """Write the result."""
        if self.is_live:
            self._progress.write(_ERASE_LINE)
            self._progress.flush()
        self._results.write(f"{text}\n")
        self._results.flush()
