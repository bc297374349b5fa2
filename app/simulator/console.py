"""What a person sees while the simulator runs: one line that is rewritten, or lines in a log."""

import shutil
from typing import TextIO

_ERASE_LINE = "\r\x1b[K"


class Console:
    """Writes to a terminal or a file; `results` takes the summary, `progress` all else."""

    def __init__(self, results: TextIO, progress: TextIO) -> None:
        self._results, self._progress = results, progress
        self.is_live = progress.isatty()

    def show(self, line: str) -> None:
        """Show where things stand, in place of the line shown before if there is a person to see it."""
        if self.is_live:
            width = shutil.get_terminal_size().columns - 1
            self._progress.write(f"{_ERASE_LINE}{line[:width]}")
        else:
            self._progress.write(f"{line}\n")
        self._progress.flush()

    def say(self, sentence: str) -> None:
        """Tell something that happened."""
        self._progress.write(f"{_ERASE_LINE if self.is_live else ''}{sentence}\n")
        self._progress.flush()

    def conclude(self, text: str) -> None:
        """Write the result."""
        if self.is_live:
            self._progress.write(_ERASE_LINE)
            self._progress.flush()
        self._results.write(f"{text}\n")
        self._results.flush()
