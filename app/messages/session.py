"""Sign-ins, and tokens for clients that cannot set headers."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message


class SignIn(Message):
    """The body of a sign-in."""

    key: Annotated[str, Field(min_length=1, max_length=256)]


class Session(Message):
    """Whether this server requires keys, and who is signed in."""

    required: Annotated[bool, Field(description="Whether a request needs a key.")]
    signedIn: Annotated[bool, Field(description="Whether the request has a valid cookie or key.")]
    name: Annotated[str | None, Field(description="The name of the key.")] = None
    expiresAt: Annotated[float | None, Field(description="When the sign-in expires, Unix seconds.")] = None
    mayDispatch: Annotated[bool, Field(description="Whether this browser may change deliveries.")] = False
    mayDrive: Annotated[bool, Field(description="Whether the key may report for its driver.")] = False
    driverId: Annotated[str | None, Field(description="The driver that the key is bound to.")] = None
    deviceId: Annotated[str | None, Field(description="The device that the key is bound to.")] = None
    intervalSeconds: Annotated[float | None, Field(description="How often that device is to send.")] = None


class Token(Message):
    """A short-lived, read-only token for clients that cannot set headers; sent as `?token=`."""

    token: str
    expiresAt: float
