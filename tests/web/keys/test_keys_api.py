"""The keys over HTTP."""

from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError

from tests.fakes import FakeKeyLog
from tests.web.access.key_holders import Guarded, guarded
from tests.web.tracker_api import Client

KEYS = "/api/keys"


@pytest.fixture
def made(tmp_path: Path) -> Guarded:
    return guarded(tmp_path)


async def create(client: Client, made: Guarded, **wish: Any) -> tuple[int, dict[str, Any]]:
    async with client.post(KEYS, json=wish, headers=made.bearer("admin")) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.json()


async def test_a_key_is_made_used_listed_without_its_secret_and_revoked(made: Guarded) -> None:
    async with made.tracker.client() as client:
        status, key = await create(client, made, name="a tablet", scopes=["read"])
        assert status == 201
        theirs = {"Authorization": f"Bearer {key['key']}"}
        assert (await client.get("/api/shipments", headers=theirs)).status == 200
        async with client.get(KEYS, headers=made.bearer("admin")) as answer:
            text = await answer.text()
            listed = (await answer.json())["keys"]
        assert [entry["name"] for entry in listed] == ["device", "dave", "reader", "admin", "a tablet"]
        assert key["key"][13:] not in text
        assert "hash" not in text
        for _ in range(2):
            async with client.delete(f"{KEYS}/{key['id']}", headers=made.bearer("admin")) as answer:
                assert (answer.status, (await answer.json())["revokedAt"]) == (200, made.tracker.clock.time)
        assert (await client.get("/api/shipments", headers=theirs)).status == 401


async def test_a_key_for_one_driver_is_made(made: Guarded) -> None:
    async with made.tracker.client() as client:
        status, key = await create(client, made, name="Dave's phone", scopes=["ingest"], driver="Dave-007")
        assert (status, key["driver"], key["scopes"]) == (201, "Dave-007", ["ingest"])


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"name": "a"},
        {"name": "a", "scopes": []},
        {"name": "a", "scopes": ["all"]},
        {"name": "", "scopes": ["read"]},
        {"name": "a\nb", "scopes": ["read"]},
        {"name": "a", "scopes": ["read"], "driver": "Dave-007"},
        {"name": "a", "scopes": ["ingest"], "driver": "\u0000"},
    ],
)
async def test_an_impossible_key_is_refused_with_a_reason(made: Guarded, wish: dict[str, Any]) -> None:
    async with made.tracker.client() as client:
        status, problem = await create(client, made, **wish)
    assert (status, problem["code"]) == (422, "bad_key")
    assert len(problem["detail"]) > 10


async def test_a_key_that_was_never_created_cannot_be_revoked(made: Guarded) -> None:
    async with made.tracker.client() as client:
        answer = await client.delete(f"{KEYS}/AAAAAAAA", headers=made.bearer("admin"))
        assert (answer.status, (await answer.json())["code"]) == (404, "unknown_key")


async def test_without_kafka_no_key_is_made_and_none_is_shown(made: Guarded) -> None:
    log = FakeKeyLog(made.tracker.services.guard.keyring)
    log.failure = KafkaConnectionError()
    made.tracker.set(keys=log)
    async with made.tracker.client() as client:
        status, problem = await create(client, made, name="a", scopes=["read"])
        assert (status, problem["code"]) == (503, "kafka_unavailable")
        answer = await client.delete(f"{KEYS}/{made.records['reader'].id}", headers=made.bearer("admin"))
        assert answer.status == 503
