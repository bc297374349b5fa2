"""A clock for processes of the suite, whose time of day jumps by the seconds in a file."""

from pathlib import Path

from app.clock import SystemClock

LOOK_EVERY_S = 0.1


class JumpingClock(SystemClock):
    """The system's clock; its time of day is off by the seconds in a file."""

    def __init__(self, file: Path) -> None:
        self._file, self._jump_s, self._looked_at = file, 0.0, -LOOK_EVERY_S

    def now(self) -> float:
        """Return the time of day, Unix seconds, off by the jump."""
        now = self.monotonic()
        if now - self._looked_at >= LOOK_EVERY_S:
            self._jump_s, self._looked_at = float(self._file.read_text()), now
        return super().now() + self._jump_s


def set_jump(file: Path, jump_s: float) -> None:
    """Let every clock that reads the file jump; a reader finds the old number or the new one."""
    fresh = file.with_suffix(".new")
    fresh.write_text(str(jump_s))
    fresh.replace(file)
