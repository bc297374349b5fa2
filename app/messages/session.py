"""Who is signed in, and tokens for clients that cannot set headers."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message


class SignIn(Message):
    """What a person signs in with."""

    key: Annotated[str, Field(min_length=1, max_length=256)]


class Session(Message):
    """Whether this server asks for keys, and whom it takes the sender for."""

    required: Annotated[bool, Field(description="Whether a request needs a key.")]
    signedIn: bool
    name: Annotated[str | None, Field(description="The name of the key.")] = None
    expiresAt: Annotated[float | None, Field(description="When the sign-in ends.")] = None


class Token(Message):
    """A token for clients that cannot set headers: it may read, for a short time, as `?token=`."""

    token: str
    expiresAt: float
