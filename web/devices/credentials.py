"""The credentials of a device: each is a key that is created for one app on it, and ends when it is revoked."""

import asyncio
from http import HTTPStatus

from aiohttp import web

from app.devices.device_record import DeviceRecord
from app.domain.access import Scope
from app.domain.phones.apps import PhoneApp
from app.domain.phones.setup import DEFAULT_INTERVAL_S, Phone, setup_of
from app.keys.record import NAME_MAX_LENGTH, KeyRecord, new_record
from app.messages.device import Credential
from app.messages.phone_setup import CredentialRequest, NewCredential
from web.access.sender import fleet_of
from web.devices.setup_answer import public_address_of, setup_message
from web.http.json_answer import json_response
from web.http.problem import ProblemError
from web.services.json_body import read_model
from web.services.key_writing import revoke, write_key
from web.services.services import Services


async def create_credential(services: Services, request: web.Request) -> web.StreamResponse:
    """Create a key for one app on a device, and show once how to set that app up."""
    device = _device_of(services, request)
    wanted = await read_model(services, request, CredentialRequest, "bad_credential")
    driver_id = _driver_of(device, wanted) if wanted.app is PhoneApp.BROWSER else None
    key, secret = _new_key(services, device, wanted.app, driver_id)
    phone = Phone(
        public_address=public_address_of(services.settings, services.guard, request),
        device_id=device.id,
        secret=secret,
        driver_id=driver_id,
        interval_s=max(1, round(device.intervalSeconds or DEFAULT_INTERVAL_S)),
    )
    credential = None if key is None else Credential(id=key.id, app=wanted.app, createdAt=key.createdAt)
    setup = await asyncio.to_thread(setup_message, setup_of(wanted.app, phone))
    if key is not None:  # the last step that can fail: a key whose secret no one has seen would stay
        await write_key(services, key)
        if services.registers.devices.find(device.id) is None:  # removed meanwhile, maybe before the key was there
            await revoke(services, key)
            raise _unknown(device.id)
    answer = NewCredential(credential=credential, setup=setup)
    return json_response(answer, HTTPStatus.CREATED)


async def revoke_credential(services: Services, request: web.Request) -> web.StreamResponse:
    """Revoke one key of a device; a second revocation changes nothing."""
    device, key_id = _device_of(services, request), request.match_info["keyId"]
    key = services.guard.keyring.find(key_id)
    if key is None or key.device != device.id:
        raise ProblemError("unknown_key", f"This device has no credential {key_id[:128]!r}.")
    return json_response((await revoke(services, key)).info)


def _device_of(services: Services, request: web.Request) -> DeviceRecord:
    device_id, fleet, book = request.match_info["id"], fleet_of(request), services.registers.devices
    if not book.is_complete:
        raise ProblemError("recovering", "The devices are still being read from Kafka.")
    device = book.find(device_id)
    if device is None or fleet not in (None, device.fleet):
        raise _unknown(device_id)
    return device


def _unknown(device_id: str) -> ProblemError:
    return ProblemError("unknown_device", f"Device {device_id[:128]!r} is not registered.")


def _driver_of(device: DeviceRecord, wanted: CredentialRequest) -> str:
    driver_id = wanted.driverId or device.driver
    if driver_id is None:
        detail = "The page in the browser belongs to a driver: name one, or bind the device to one first."
        raise ProblemError("bad_credential", detail, field="driverId")
    return driver_id


def _new_key(
    services: Services, device: DeviceRecord, app: PhoneApp, driver_id: str | None
) -> tuple[KeyRecord | None, str | None]:
    """Return a new key and its text, or neither where the server requires no keys."""
    if not services.settings.requires_keys:
        return None, None
    try:
        return new_record(
            f"{app} of {device.id}"[:NAME_MAX_LENGTH],
            frozenset({Scope.INGEST if driver_id is None else Scope.DRIVE}),
            driver_id,
            services.clock.now(),
            device.fleet,
            device=device.id,
        )
    except ValueError as error:
        raise ProblemError("bad_credential", str(error)) from None
