"""What is secret stays so where a process says all it knows: at the level debug, of itself and of every library."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, encode_basic_auth

from app.keys.key_log import read_keys
from app.settings import Settings
from tests.builders import a_fix
from tests.product.tracker import running
from tests.system.test_keys import Keys, bearer, until

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]


async def test_a_process_that_tells_everything_tells_no_secret(
    make_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = make_settings(auth="on", log_level="debug")
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
        kept = [word for record in (await read_keys(settings)).values() for word in (record.hash, record.salt)]
    said = worker.said
    assert " DEBUG " in said, "it did tell everything"
    secrets = [admin[13:], phone[13:], token.rpartition(".")[2], cookie.rpartition(".")[2]]
    # Who knows the hash of a key can sign tokens with it.
    for secret in (*secrets, *kept):
        assert secret not in said
        assert not [text for text in shown if secret in text]
    assert "Traceback" not in said
