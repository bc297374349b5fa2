"""The built-in fleet."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message


class Demo(Message):
    """The built-in fleet: whether this server lets a browser start it."""

    state: Annotated[
        Literal["off", "ready", "started"], Field(description="off: it cannot be started here; started: it was.")
    ]
    vehicles: int
