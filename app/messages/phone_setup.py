"""How a phone is set up, and the credential that is created for it."""

from typing import Annotated

from pydantic import Field

from app.domain.phones.apps import PhoneApp
from app.domain.phones.public_address import AddressWarning
from app.domain.phones.setup import StepId
from app.messages.base import Id, Message
from app.messages.device import Credential


class CredentialRequest(Message):
    """The app that gets a credential of a device."""

    app: PhoneApp
    driverId: Annotated[
        Id | None,
        Field(description="The driver of the page in the browser; without it the one that the device belongs to."),
    ] = None


class SetupStep(Message):
    """One thing to do on the phone."""

    id: Annotated[StepId, Field(description="Which text to show.")]
    value: Annotated[str | None, Field(description="What to enter.")] = None


class Setup(Message):
    """The steps, and what the QR code contains."""

    app: PhoneApp
    address: Annotated[str, Field(description="Where the app sends to.")]
    steps: list[SetupStep]
    link: Annotated[str, Field(description="What to follow, or to enter; the text of the QR code.")]
    qr: Annotated[
        str | None, Field(description="The QR code of `link`, as an SVG element; absent where the link is too long.")
    ] = None
    warnings: Annotated[
        list[AddressWarning],
        Field(description="`not_https`: others may read what the phone sends. `not_reachable`: a loopback address."),
    ]


class NewCredential(Message):
    """A setup whose secret is shown once."""

    credential: Annotated[
        Credential | None, Field(description="The key that was created; none where the server requires no keys.")
    ] = None
    setup: Setup
