"""Whether a process serves."""

from typing import Literal

from app.messages.base import Message


class Health(Message):
    """Whether this process is alive or ready, and why not."""

    status: Literal["ok", "unavailable"]
    reason: str | None = None
