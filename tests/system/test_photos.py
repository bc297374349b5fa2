"""A proof photo through real processes: a driver's key stores and reads it, and it goes with its delivery."""

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from app.domain.photos.names import ref_of
from app.settings import Settings
from tests.keys.created import created_key
from tests.photos.images import METADATA, a_jpeg, exif
from tests.product.tracker import running
from tests.system.test_deliveries import PLACE, ask
from tests.system.test_keys import bearer, until
from tests.waiting import eventually

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
GOES_S = 60.0


async def test_a_driver_proves_a_delivery_with_a_photo_that_goes_with_it(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(data=tmp_path / "edge", command_wait_s=60, auth="on", photo_sweep_s=0.5)
    office, keys = await created_key(settings, "office", "admin"), dict[str, str]()
    async with (
        running("edge", settings, tmp_path / "edge.txt") as edge,
        running("dispatcher", make_settings(data=tmp_path / "dispatcher", auth="on"), tmp_path / "dispatcher.txt"),
        ClientSession() as session,
    ):
        await edge.until_ready(session)
        await until(session, (edge,), office, 200)
        for driver in ("Dave", "Eve"):
            wanted = {"name": driver, "scopes": ["drive"], "driver": driver}
            status, made = await ask(session, "POST", f"{edge.url}/api/keys", json=wanted, headers=bearer(office))
            assert status == 201, made
            keys[driver] = made["key"]
        url, dispatching = f"{edge.url}/api/deliveries/PKG-1", {"headers": bearer(office)}
        plan = {"destination": PLACE, "driverId": "Dave"}
        assert (await ask(session, "PUT", url, json=plan, **dispatching))[0] == 200
        image = {"data": a_jpeg(exif() + METADATA)}
        answers = {}
        for driver, key in keys.items():
            headers = {**bearer(key), "Content-Type": "image/jpeg", "Idempotency-Key": "1"}
            answers[driver] = await ask(session, "POST", f"{url}/photos", headers=headers, **image)
        assert (answers["Eve"][0], answers["Eve"][1]["code"]) == (409, "not_assigned")
        status, photo = answers["Dave"]
        assert (status, photo["sha256"]) == (201, ref_of(a_jpeg()))
        proof = [{"kind": "photo", "ref": photo["ref"], "sha256": photo["sha256"]}]
        report = {"json": {"to": "delivered", "proof": proof}, "headers": bearer(keys["Dave"])}
        assert (await ask(session, "POST", f"{url}/status", **report))[0] == 200
        _, row = await ask(session, "GET", url, **dispatching)
        assert [entry["proof"] for entry in row["timeline"] if entry.get("proof")] == [proof]
        for key, expected in ((office, 200), (keys["Dave"], 200), (keys["Eve"], 409)):
            async with session.get(f"{url}/photos/{photo['ref']}", headers=bearer(key)) as answer:
                assert answer.status == expected
                assert (await answer.read() == a_jpeg()) is (expected == 200)
        kept = [*(settings.data / "photos" / "photos").rglob("*")]
        assert [file.name for file in kept if file.is_file()] == [photo["ref"]]
        assert (await ask(session, "DELETE", url, **dispatching))[0] == 204
        await eventually(lambda: not any(file.exists() for file in kept), within_s=GOES_S)
        assert "PKG-1" not in edge.said
