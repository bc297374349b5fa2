"""What each app sends after it was set up with the link of its setup page, followed to the server's own answer."""

import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse, encode_basic_auth

from app.domain.access import Scope
from app.domain.phones.apps import PhoneApp
from app.domain.phones.setup import Phone, PhoneSetup, setup_of
from app.keys.record import new_record
from tests.builders import NOON
from tests.web.devices.qr_reader import text_of_qr
from tests.web.phones.phone_site import PhoneSite, phone_site
from web.devices.setup_answer import setup_message

DEVICE = "phone 7"
Send = Callable[[PhoneSite, PhoneSetup, str], Awaitable[ClientResponse]]


async def as_traccar(site: PhoneSite, _setup: PhoneSetup, link: str) -> ClientResponse:
    """Post to the link without its query, with the id of the query, as the app does."""
    parts = urlsplit(link)
    coords = {"latitude": 38.9, "longitude": -77.03, "accuracy": 5, "speed": 0, "heading": -1, "altitude": 5}
    location = {"timestamp": "2024-01-17T14:00:00.000Z", "coords": coords, "battery": {"level": 1}}
    body = {"location": location, "device_id": parse_qs(parts.query)["id"][0]}
    return await site.client.post(parts.path, json=body)


async def as_owntracks(site: PhoneSite, _setup: PhoneSetup, link: str) -> ClientResponse:
    """Post to the address of the configuration, with its user and password."""
    told: Mapping[str, Any] = json.loads(base64.b64decode(parse_qs(urlsplit(link).query)["inline"][0]))
    parts = urlsplit(told["url"])
    body = {"_type": "location", "lat": 38.9, "lon": -77.03, "tst": int(NOON), "tid": told["tid"]}
    headers = {"Authorization": encode_basic_auth(told["username"], told["password"])} if told["auth"] else {}
    return await site.client.post(f"{parts.path}?{parts.query}", json=body, headers=headers)


async def as_gpslogger(site: PhoneSite, setup: PhoneSetup, link: str) -> ClientResponse:
    """Post the fields of %ALL to the address that was copied."""
    values = {str(step.id): step.value for step in setup.steps}
    assert (values["http_method"], values["http_body"]) == ("POST", "%ALL")
    parts = urlsplit(link)
    body = f"lat=38.9&lon=-77.03&acc=7.0&spd=0.07&timestamp={int(NOON)}&batt=54.0&ser=1&desc=&"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return await site.client.post(f"{parts.path}?{parts.query}", data=body, headers=form)


async def as_overland(site: PhoneSite, _setup: PhoneSetup, link: str) -> ClientResponse:
    """Post a batch to the endpoint with the token in a header."""
    told = parse_qs(urlsplit(link).query)
    point = {"type": "Point", "coordinates": [-77.03, 38.9]}
    properties = {"timestamp": "2024-01-17T14:00:00Z", "device_id": told["device_id"][0]}
    feature = {"type": "Feature", "geometry": point, "properties": properties}
    headers = {"Authorization": f"Bearer {told['token'][0]}"} if "token" in told else {}
    return await site.client.post(urlsplit(told["url"][0]).path, json={"locations": [feature]}, headers=headers)


async def as_osmand(site: PhoneSite, _setup: PhoneSetup, link: str) -> ClientResponse:
    """Get the address with its numbers in braces replaced."""
    for number, value in enumerate((38.9, -77.03, int(NOON * 1000), 1.0, 30, 2, 90)):
        link = link.replace(f"{{{number}}}", str(value))
    parts = urlsplit(link)
    return await site.client.get(f"{parts.path}?{parts.query}")


APPS: Mapping[PhoneApp, Send] = {
    PhoneApp.TRACCAR: as_traccar,
    PhoneApp.OWNTRACKS: as_owntracks,
    PhoneApp.GPSLOGGER: as_gpslogger,
    PhoneApp.OVERLAND: as_overland,
    PhoneApp.OSMAND: as_osmand,
}


@pytest.mark.parametrize("requires_keys", [True, False])
@pytest.mark.parametrize("app", APPS)
async def test_a_phone_that_followed_its_code_reports_as_its_device(
    tmp_path: Path, app: PhoneApp, requires_keys: bool
) -> None:
    async with phone_site(tmp_path, auth="on" if requires_keys else "off") as site:
        site.tracker.services.guard.keyring.is_complete = True
        record, key = new_record("a phone", frozenset({Scope.INGEST}), None, NOON, device=DEVICE)
        site.tracker.services.guard.keyring.apply(record.id, record)
        setup = setup_of(app, Phone(str(site.client.make_url("")).rstrip("/"), DEVICE, key if requires_keys else None))
        answer = await APPS[app](site, setup, text_of_qr(setup_message(setup).qr or ""))
        assert answer.status == 200, await answer.text()
        [fix] = site.fixes
        assert (fix["deviceId"], fix["latitude"], fix["longitude"]) == (DEVICE, 38.9, -77.03)


@pytest.mark.parametrize("app", APPS)
async def test_a_phone_whose_credential_is_revoked_is_refused(tmp_path: Path, app: PhoneApp) -> None:
    async with phone_site(tmp_path, auth="on") as site:
        keyring = site.tracker.services.guard.keyring
        keyring.is_complete = True
        record, key = new_record("a phone", frozenset({Scope.INGEST}), None, NOON, device=DEVICE)
        keyring.apply(record.id, record.model_copy(update={"revokedAt": NOON}))
        setup = setup_of(app, Phone(str(site.client.make_url("")).rstrip("/"), DEVICE, key))
        answer = await APPS[app](site, setup, setup.link)
        assert answer.status == 401
        assert site.stored == []
