"""The devices of the fake tracker, with the setups of the real one."""

import itertools
import time
from typing import Any

from aiohttp import web

from app.domain.phones.apps import PhoneApp
from app.domain.phones.setup import Phone, setup_of
from app.keys.secret_forms import new_key, new_key_id
from web.devices.setup_answer import setup_message

Device = dict[str, Any]


class FakeDevices:
    """Devices are put in from the test; what the page changes is kept."""

    def __init__(self) -> None:
        self.devices: dict[str, Device] = {}
        self.drivers: dict[str, dict[str, Any]] = {}
        self.requests: list[tuple[str, str, Any]] = []
        """Each change: its method, its path and its body."""
        self.may_dispatch = True
        self.public_address = ""
        """Empty: the address of the fake tracker, which is of this machine."""
        self.has_keys = True

    def put(self, device_id: str, **fields: Any) -> None:
        """Let a device be known, with what it last sent."""
        device = {"deviceId": device_id, "isRegistered": True, "bindings": [], "credentials": [], **fields}
        self.devices[device_id] = device

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses of devices and drivers."""
        one = "/api/devices/{id}"
        return [
            web.get("/api/devices", self._list),
            web.get(one, self._show),
            web.put(one, self._change),
            web.delete(one, self._delete),
            web.post(f"{one}/report", self._ask),
            web.post(f"{one}/credentials", self._create),
            web.delete(f"{one}/credentials/{{keyId}}", self._revoke),
            web.get("/api/drivers", self._list_drivers),
            web.get("/api/drivers/{id}", self._show_driver),
            web.put("/api/drivers/{id}", self._change_driver),
        ]

    async def _list(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {"devices": list(self.devices.values()), "next": None, "asOf": time.time(), "stale": False}
        )

    async def _show(self, request: web.Request) -> web.Response:
        device = self.devices.get(request.match_info["id"])
        if device is None:
            problem = {"code": "unknown_device", "detail": "There is no such device.", "status": 404, "title": ""}
            return web.json_response(problem, status=404)
        return web.json_response(device)

    async def _change(self, request: web.Request) -> web.Response:
        device_id, change = request.match_info["id"], await self._note(request)
        if device_id not in self.devices:
            self.put(device_id)
        device = self.devices[device_id]
        if "driverId" in change:
            now = time.time()
            for binding in device["bindings"]:
                binding.setdefault("until", now)
            if change["driverId"] is not None:
                device["bindings"].append({"driverId": change["driverId"], "from": now})
        device.update({name: value for name, value in change.items() if value is not None}, isRegistered=True)
        for name in [name for name, value in change.items() if value is None]:
            device.pop(name, None)
        return web.json_response(device)

    async def _delete(self, request: web.Request) -> web.Response:
        await self._note(request)
        self.devices.pop(request.match_info["id"])
        return web.Response(status=204)

    async def _ask(self, request: web.Request) -> web.Response:
        await self._note(request)
        device = self.devices[request.match_info["id"]]
        device["reportRequestedAt"] = time.time()
        return web.json_response(device, status=202)

    async def _create(self, request: web.Request) -> web.Response:
        device_id, wish = request.match_info["id"], await self._note(request)
        key_id = new_key_id()
        phone = Phone(
            self.public_address or str(request.url.origin()),
            device_id,
            new_key(key_id) if self.has_keys else None,
            wish.get("driverId"),
        )
        credential = {"id": key_id, "app": wish["app"], "createdAt": time.time()}
        answer = {"setup": setup_message(setup_of(PhoneApp(wish["app"]), phone)).model_dump(exclude_none=True)}
        if self.has_keys:
            answer["credential"] = credential
            self.devices[device_id]["credentials"].append(credential)
        return web.json_response(answer, status=201)

    async def _revoke(self, request: web.Request) -> web.Response:
        await self._note(request)
        [credential] = [
            each
            for each in self.devices[request.match_info["id"]]["credentials"]
            if each["id"] == request.match_info["keyId"]
        ]
        credential["revokedAt"] = time.time()
        return web.json_response(credential)

    async def _list_drivers(self, _request: web.Request) -> web.Response:
        return web.json_response({"drivers": [{"driverId": driver_id} for driver_id in self.drivers]})

    async def _show_driver(self, request: web.Request) -> web.Response:
        driver_id = request.match_info["id"]
        profile = {"driverId": driver_id, "duty": "on", **self.drivers.get(driver_id, {})}
        return web.json_response({"profile": profile, "shipments": []})

    async def _change_driver(self, request: web.Request) -> web.Response:
        driver_id, change = request.match_info["id"], await self._note(request)
        self.drivers[driver_id] = {name: value for name, value in change.items() if value is not None}
        return web.json_response({"driverId": driver_id, **self.drivers[driver_id]})

    async def _note(self, request: web.Request) -> dict[str, Any]:
        body: dict[str, Any] = await request.json() if request.can_read_body else {}
        self.requests.append((request.method, request.path, body))
        return body


def put_samples(devices: FakeDevices, *, at_s: float) -> None:
    """Put in a device of each kind, as a morning has them."""
    here = {"latitude": 38.9, "longitude": -77.03, "accuracy": 8}
    key = {"app": "owntracks", "createdAt": at_s - 86_400}
    names = itertools.count(1)

    def owned(driver_id: str, driver_name: str, app: str = "traccar") -> Device:
        return {
            "driverId": driver_id,
            "driverName": driver_name,
            "kind": "phone",
            "bindings": [{"driverId": driver_id, "from": at_s - 86_400}],
            "credentials": [{**key, "id": f"KEY0000{next(names)}", "app": app}],
        }

    def seen(age_s: float, **more: Any) -> Device:
        return {"last": {**here, "timestamp": at_s - age_s, "receivedAt": at_s - age_s, **more}}

    devices.put("phone-ann", **owned("ann", "Ann Lee"), **seen(4, battery=0.82), signal="live", intervalSeconds=30)
    devices.put("phone-bob", **owned("bob", "Bob Ray", "owntracks"), **seen(720), signal="silent", intervalSeconds=30)
    devices.put("phone-cem", **owned("cem", "Cem Ak", "overland"), **seen(200, battery=0.11), signal="late")
    devices.put("48241179", **seen(9, battery=0.5), signal="live", isRegistered=False)
    devices.put("phone-new", kind="phone", contactAt=at_s - 30)
    devices.put("van-7", kind="vehicle", name="The blue van", driverId="dee", **seen(2), signal="live")
