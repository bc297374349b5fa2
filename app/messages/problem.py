"""The body of every error answer."""

from app.messages.base import Message
from app.messages.fix import Rejection


class Problem(Message):
    """An error in the form of RFC 9457, with a stable code."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    field: str | None = None
    rejected: list[Rejection] | None = None
