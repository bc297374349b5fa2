"""Whether the tracker answers, reported to the person once per change rather than once per request."""

from app.simulator.console import Console


class ConnectionState:
    """The state of the connection to the tracker, shared by all senders."""

    def __init__(self, console: Console, url: str, give_up_s: float, scopes: str) -> None:
        self._console, self._url, self._give_up_s, self._scopes = console, url, give_up_s, scopes
        self._is_up, self._is_allowed = True, True

    def lost(self, reason: str) -> None:
        """Note that a request got no answer."""
        if self._is_up:
            self._is_up = False
            self._console.say(f"No answer from {self._url} ({reason}); trying again for up to {self._give_up_s:.0f} s.")

    def refused(self, answer: str) -> None:
        """Note that the tracker does not let this simulator post."""
        if self._is_allowed:
            self._is_allowed = False
            self._console.say(
                f"{self._url} answers {answer}: set a key with the {self._scopes} in TRACKER_SIMULATE_KEY or --key-file."
            )

    def restored(self) -> None:
        """Note that a request got an answer."""
        if not self._is_up:
            self._is_up = True
            self._console.say(f"{self._url} answers again.")
