"""What a phone says in one request: positions, signs of life without a position, and what cannot be read."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from app.domain.fix_rules import RejectCode
from app.fixes.parser import FixError

SpeedUnit = Literal["mps", "knots", "kmh"]


class Position(NamedTuple):
    """A position as values with the names of app.messages.fix.Fix, which `parse_item` judges."""

    values: dict[str, Any]


class Heard(NamedTuple):
    """A sign of life without a position, of whom these names of a fix say."""

    values: dict[str, str]


class Said(NamedTuple):
    """One item of a request with what was sent, for people who look for the reason of a refusal."""

    sent: Any
    what: Position | Heard | FixError


Reading = list[Said] | FixError
"""The items of a request, or why it is none of this protocol."""


class PhoneRequest(NamedTuple):
    """A request without HTTP: the parameters of its address by lower-case name, its body, and two headers of OwnTracks."""

    query: Mapping[str, str]
    body: bytes = b""
    user: str = ""
    device: str = ""


def _no_unit(_device_id: str) -> SpeedUnit | None:
    return None


class Sender(NamedTuple):
    """What is known of the sender beside the request."""

    device_id: str | None = None
    """The device of its key, which counts instead of what the phone says."""
    speed_unit_of: Callable[[str], SpeedUnit | None] = _no_unit
    """Returns the unit in which a device sends its speed, if one is set."""


class Names(NamedTuple):
    """Whom an item names."""

    device_id: str | None
    driver_id: str | None
    shipment_id: str | None

    def heard(self) -> Heard:
        """Return the sign of life of these."""
        return Heard(self._named())

    def position(self, **values: Any) -> Position:
        """Return a position of these, without the values that are not known."""
        return Position(self._named() | {name: value for name, value in values.items() if value is not None})

    def _named(self) -> dict[str, Any]:
        named = {"deviceId": self.device_id, "driverId": self.driver_id, "shipmentId": self.shipment_id}
        return {name: value for name, value in named.items() if value is not None}


def names_in(query: Mapping[str, str], sender: Sender, device_id: str | None = None) -> Names:
    """Return whom the address names; `device_id` is the device of the body, which the address may replace."""
    device = sender.device_id or first_of(query, "device", "deviceid", "device_id", "id") or device_id
    return Names(device, first_of(query, "driverid"), first_of(query, "shipmentid"))


def first_of(fields: Mapping[str, str], *names: str) -> str | None:
    """Return the first of these fields that is not empty."""
    return next((text for name in names if (text := fields.get(name))), None)


def wrong_shape(expected: str) -> FixError:
    """Return the refusal of a value that is not what the protocol sends."""
    return FixError(RejectCode.WRONG_TYPE, f"Expected {expected}")
