"""What a person enters, scans or follows so that an app on a phone sends to this server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from app.domain.phones.apps import PhoneApp
from app.domain.phones.owntracks_link import owntracks_link

DEFAULT_INTERVAL_S = 30
OSMAND_PLACES = "lat={0}&lon={1}&timestamp={2}&hdop={3}&altitude={4}&speed={5}&bearing={6}"
"""What OsmAnd puts into the address; it replaces the numbers in braces."""


class StepId(StrEnum):
    """One thing to do on the phone; the screens have a text for each."""

    INSTALL = "install"
    ALLOW_LOCATION = "allow_location"
    ALLOW_BATTERY = "allow_battery"
    SCAN_IN_TRACCAR = "scan_in_traccar"
    SCAN_WITH_CAMERA = "scan_with_camera"
    SCAN_TO_COPY = "scan_to_copy"
    SERVER_URL = "server_url"
    DEVICE_IDENTIFIER = "device_identifier"
    INTERVAL = "interval"
    START_TRACCAR = "start_traccar"
    OWNTRACKS_MODE = "owntracks_mode"
    USER_NAME = "user_name"
    PASSWORD = "password"  # noqa: S105  # the name of a field, not a secret
    DEVICE_ID = "device_id"
    SHORT_ID = "short_id"
    OWNTRACKS_MOVE = "owntracks_move"
    GPSLOGGER_OPEN = "gpslogger_open"
    HTTP_METHOD = "http_method"
    HTTP_BODY = "http_body"
    GPSLOGGER_START = "gpslogger_start"
    OVERLAND_TOKEN = "overland_token"  # noqa: S105  # the name of a field, not a secret
    OVERLAND_START = "overland_start"
    OSMAND_OPEN = "osmand_open"
    OSMAND_START = "osmand_start"
    BROWSER_OPEN = "browser_open"
    BROWSER_SHARE = "browser_share"
    BROWSER_INSTALL = "browser_install"


@dataclass(frozen=True, slots=True)
class Step:
    """A step, and the value to enter in it."""

    id: StepId
    value: str | None = None


@dataclass(frozen=True, slots=True)
class PhoneSetup:
    """The steps of one app; `link` is what its QR code contains, `address` what the app posts to."""

    app: PhoneApp
    address: str
    steps: tuple[Step, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone to set up: the server's public address without a slash at its end, the device, and its credential."""

    public_address: str
    device_id: str
    secret: str | None = None
    driver_id: str | None = None
    interval_s: int = DEFAULT_INTERVAL_S


def setup_of(app: PhoneApp, phone: Phone) -> PhoneSetup:
    """Return how to set up that app; `phone.driver_id` is needed for the browser alone."""
    return _SETUPS[app](phone)


def _ingest_address(phone: Phone, protocol: str) -> str:
    return f"{phone.public_address}/api/ingest/{protocol}"


def _secret_address(phone: Phone, protocol: str) -> str:
    """Return the address with the credential as its last part, for apps that can send it nowhere else."""
    address = _ingest_address(phone, protocol)
    return address if phone.secret is None else f"{address}/{quote(phone.secret, safe='')}"


def _query(**fields: str | int) -> str:
    return urlencode(fields, quote_via=quote, safe="")


def _traccar(phone: Phone) -> PhoneSetup:
    address = _secret_address(phone, "osmand")
    # The app takes the server's address from the part before the question mark, and its settings from the query.
    settings = _query(
        id=phone.device_id,
        accuracy="high",
        distance=75,
        interval=phone.interval_s,
        buffer="true",
        stop_detection="true",
    )
    steps = (
        Step(StepId.INSTALL),
        Step(StepId.SCAN_IN_TRACCAR),
        Step(StepId.DEVICE_IDENTIFIER, phone.device_id),
        Step(StepId.SERVER_URL, address),
        Step(StepId.INTERVAL, str(phone.interval_s)),
        Step(StepId.START_TRACCAR),
        Step(StepId.ALLOW_LOCATION),
        Step(StepId.ALLOW_BATTERY),
    )
    return PhoneSetup(PhoneApp.TRACCAR, address, steps, f"{address}?{settings}")


def _owntracks(phone: Phone) -> PhoneSetup:
    address = f"{_ingest_address(phone, 'owntracks')}?{_query(u=phone.device_id, d=phone.device_id)}"
    short_id = "".join(filter(str.isalnum, phone.device_id))[-2:] or phone.device_id[:2]
    credential = (Step(StepId.USER_NAME, phone.device_id), Step(StepId.PASSWORD, phone.secret))
    steps = (
        Step(StepId.INSTALL),
        Step(StepId.SCAN_WITH_CAMERA),
        Step(StepId.OWNTRACKS_MODE),
        Step(StepId.SERVER_URL, address),
        *(() if phone.secret is None else credential),
        Step(StepId.DEVICE_ID, phone.device_id),
        Step(StepId.SHORT_ID, short_id),
        Step(StepId.OWNTRACKS_MOVE),
        Step(StepId.ALLOW_LOCATION),
        Step(StepId.ALLOW_BATTERY),
    )
    link = owntracks_link(address, phone.device_id, short_id, phone.secret, phone.interval_s)
    return PhoneSetup(PhoneApp.OWNTRACKS, address, steps, link)


def _gpslogger(phone: Phone) -> PhoneSetup:
    address = f"{_secret_address(phone, 'gpslogger')}?{_query(id=phone.device_id)}"
    steps = (
        Step(StepId.INSTALL),
        Step(StepId.GPSLOGGER_OPEN),
        Step(StepId.SCAN_TO_COPY),
        Step(StepId.SERVER_URL, address),
        Step(StepId.HTTP_METHOD, "POST"),
        Step(StepId.HTTP_BODY, "%ALL"),
        Step(StepId.INTERVAL, str(phone.interval_s)),
        Step(StepId.GPSLOGGER_START),
        Step(StepId.ALLOW_LOCATION),
        Step(StepId.ALLOW_BATTERY),
    )
    return PhoneSetup(PhoneApp.GPSLOGGER, address, steps, address)


def _overland(phone: Phone) -> PhoneSetup:
    address = _ingest_address(phone, "overland")
    fields = {"url": address, "token": phone.secret, "device_id": phone.device_id}
    link = "overland://setup?" + _query(**{name: value for name, value in fields.items() if value is not None})
    steps = (
        Step(StepId.INSTALL),
        Step(StepId.SCAN_WITH_CAMERA),
        Step(StepId.SERVER_URL, address),
        *(() if phone.secret is None else (Step(StepId.OVERLAND_TOKEN, phone.secret),)),
        Step(StepId.DEVICE_ID, phone.device_id),
        Step(StepId.OVERLAND_START),
        Step(StepId.ALLOW_LOCATION),
    )
    return PhoneSetup(PhoneApp.OVERLAND, address, steps, link)


def _osmand(phone: Phone) -> PhoneSetup:
    address = f"{_secret_address(phone, 'osmand')}?{_query(id=phone.device_id)}&{OSMAND_PLACES}"
    steps = (
        Step(StepId.INSTALL),
        Step(StepId.OSMAND_OPEN),
        Step(StepId.SCAN_TO_COPY),
        Step(StepId.SERVER_URL, address),
        Step(StepId.INTERVAL, str(phone.interval_s)),
        Step(StepId.OSMAND_START),
        Step(StepId.ALLOW_LOCATION),
        Step(StepId.ALLOW_BATTERY),
    )
    return PhoneSetup(PhoneApp.OSMAND, address, steps, address)


def _browser(phone: Phone) -> PhoneSetup:
    address = f"{phone.public_address}/drive"
    # The part after # stays on the phone: no server, proxy or log sees the credential.
    fragment = _query(driver=phone.driver_id or "") if phone.secret is None else _query(key=phone.secret)
    link = f"{address}#{fragment}"
    steps = (
        Step(StepId.BROWSER_OPEN, link),
        Step(StepId.BROWSER_SHARE),
        Step(StepId.ALLOW_LOCATION),
        Step(StepId.BROWSER_INSTALL),
    )
    return PhoneSetup(PhoneApp.BROWSER, address, steps, link)


_SETUPS: Mapping[PhoneApp, Callable[[Phone], PhoneSetup]] = {
    PhoneApp.TRACCAR: _traccar,
    PhoneApp.OWNTRACKS: _owntracks,
    PhoneApp.GPSLOGGER: _gpslogger,
    PhoneApp.OVERLAND: _overland,
    PhoneApp.OSMAND: _osmand,
    PhoneApp.BROWSER: _browser,
}
