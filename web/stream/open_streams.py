"""The limit of open streams in a process: they share its memory and its sockets, whatever table they follow."""

from web.http.problem import ProblemError


class OpenStreams:
    """Counts the open streams of all tables."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0

    def require_room(self) -> None:
        """Raise ProblemError `overloaded` at the limit."""
        if self._count >= self._most:
            raise ProblemError("overloaded", f"{self._count} streams are open, which is the most allowed.")

    def add(self) -> None:
        """Count a stream that opens."""
        self._count += 1

    def remove(self) -> None:
        """Count a stream that has ended."""
        self._count -= 1
