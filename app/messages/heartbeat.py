"""What a stream sends while nothing changes."""

from app.messages.base import Message


class Heartbeat(Message):
    """The stream is alive; the server's clock."""

    time: float
