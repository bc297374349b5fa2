"""The demo."""

from typing import Annotated, Literal

from pydantic import Field

from app.messages.base import Message


class Demo(Message):
    """The demo: whether a browser can start it here."""

    state: Annotated[
        Literal["off", "ready", "started"],
        Field(description="off: cannot be started here; ready: can be started; started: was started."),
    ]
    vehicles: Annotated[int, Field(description="Vehicles that drive beside the company's drivers.")]
