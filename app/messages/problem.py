"""An error as it is answered."""

from app.messages.base import Message
from app.messages.fix import Rejection


class Problem(Message):
    """An error as RFC 9457 has it, with a stable code."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    rejected: list[Rejection] | None = None
