"""What is secret stays so where a process says all it knows: at the level debug, of itself and of every library."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, encode_basic_auth

from app.kafka.register_log import read_all
from app.keys.key_log import key_topic
from app.settings import Settings
from tests.builders import a_fix
from tests.product.tracker import running
from tests.system.test_keys import Keys, bearer, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]


async def plan_for_people(session: ClientSession, url: str, headers: dict[str, str]) -> list[str]:
    """Send plans, statuses and a search with personal data, good and bad; return the texts."""
    name, phone, address, note = "Ann Zwentibold", "+49 7777 123", "Zwentiboldgasse 7", "The dog is called Zwentibold"
    plan = {
        "destination": {"latitude": 1.0, "longitude": 2.0, "address": address},
        "recipient": {"name": name, "phone": phone},
        "note": note,
    }
    for sent in (plan, {**plan, "driver": note}, {**plan, "recipient": name}):
        async with session.put(f"{url}/api/deliveries/A", json=sent, headers=headers) as answer:
            assert answer.status in (202, 422)
            assert "Zwentibold" not in await answer.text()
    line = f"shipmentId,latitude,longitude,note,recipientName\nA,91,2,{note},{name}\n"
    async with session.post(
        f"{url}/api/deliveries", data=line, headers={**headers, "Content-Type": "text/csv"}
    ) as answer:
        assert answer.status == 200
        assert "Zwentibold" not in await answer.text()
    async with session.get(f"{url}/api/deliveries", params={"q": name}, headers=headers) as answer:
        assert answer.status == 200
    return [name, phone, address, note]


async def test_a_process_that_logs_everything_reveals_no_secret(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    # Without a dispatcher no command is decided.
    settings = make_settings(auth="on", log_level="debug", command_wait_s=0.05)
    admin = await Keys(settings).run("create", "--name", "operator", "--scope", "admin")
    async with running("worker", settings, tmp_path / "said") as worker, ClientSession() as session:
        await worker.until_ready(session)
        await until(session, (worker,), admin, 200)
        url, shown = worker.url, []
        wish = {"name": "Dave's phone", "scopes": ["ingest"], "driver": "Dave-007"}
        async with session.post(f"{url}/api/keys", json=wish, headers=bearer(admin)) as answer:
            phone = (await answer.json())["key"]
        async with session.post(f"{url}/api/tokens", headers=bearer(admin)) as answer:
            token = (await answer.json())["token"]
        async with session.post(f"{url}/api/session", json={"key": admin}) as answer:
            cookie = answer.cookies["tracker_session"].value
        for user, password in (("dave", phone), (phone, "")):
            basic = {"Authorization": encode_basic_auth(user, password)}
            fix = a_fix(timestamp=time.time())
            async with session.post(f"{url}/api/shipments/update", json=fix, headers=basic) as answer:
                assert answer.status == 202
        personal = await plan_for_people(session, url, bearer(admin))
        for path in ("/api/shipments", "/api/keys", "/api/nothing", "/metrics", "/api/stream?bbox=1", "/api/session"):
            for how in (
                {"headers": bearer(admin)},
                {"headers": bearer(f"{phone}x")},
                {"params": {"token": token}},
                {"params": {"token": admin}},
                {"cookies": {"tracker_session": cookie}},
            ):
                async with session.get(url + path, **how) as answer:
                    shown.append(f"{dict(answer.headers)} {await answer.text()}")
        for broken in (b"{", b'{"key": "%b"' % admin.encode(), json.dumps([admin]).encode()):
            headers = {"Content-Type": "application/json"}
            async with session.post(f"{url}/api/session", data=broken, headers=headers) as answer:
                shown.append(await answer.text())
        async with session.delete(f"{url}/api/keys/{phone[4:12]}", headers=bearer(admin)) as answer:
            shown.append(await answer.text())
        kept = [
            word
            for record in (await read_all(settings, key_topic(settings))).values()
            for word in (record.hash, record.salt)
        ]
    said = worker.said
    assert " DEBUG " in said, "it did tell everything"
    secrets = [admin[13:], phone[13:], token.rpartition(".")[2], cookie.rpartition(".")[2]]
    # Who knows the hash of a key can sign tokens with it.
    for secret in (*secrets, *kept):
        assert secret not in said
        assert not [text for text in shown if secret in text]
    assert not [text for text in personal if text in said]
    assert "Traceback" not in said
