"""Several listeners of one change feed."""

from collections.abc import Sequence

from web.feed.change_feed import FeedListener


class Listeners:
    """Tells each of them, in order."""

    def __init__(self, listeners: Sequence[FeedListener]) -> None:
        self._listeners = listeners

    def on_changes(self) -> None:
        """Take note that the replica has moved on, or has caught up."""
        for listener in self._listeners:
            listener.on_changes()

    def on_reset(self) -> None:
        """Take note that the replica was emptied, as the changelog is a new one."""
        for listener in self._listeners:
            listener.on_reset()
