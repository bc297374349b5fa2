"""Both ingest endpoints over real HTTP: every status and code, and that 202 means stored."""

import gzip
import json
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse

from app.domain.fix_rules import GPS_ROLLOVER_S
from app.domain.partition import partition_of
from tests.builders import NOON, a_fix
from tests.web.ingest.fake_log import FakeLog
from tests.web.tracker_api import Client, TrackerApi, a_tracker
from web.http.problem import ProblemError
from web.ingest.decision import IngestDecision
from web.ingest.handlers import Ingest

ONE = "/api/shipments/update"
MANY = "/api/shipments/updates"
JSON = {"Content-Type": "application/json"}
NDJSON = {"Content-Type": "application/x-ndjson"}
NO_TYPE = {"Content-Type": ""}


@pytest.fixture
def log() -> FakeLog:
    return FakeLog()


@pytest.fixture
def tracker(tmp_path: Path, log: FakeLog) -> TrackerApi:
    tracker = a_tracker(tmp_path, max_body_bytes=64 << 10, max_batch_fixes=100)
    services = tracker.services
    tracker.set(
        ingest=Ingest(log, IngestDecision(services.settings), services.settings, services.clock, services.metrics)
    )
    return tracker


@pytest.fixture
async def client(tracker: TrackerApi) -> AsyncIterator[Client]:
    async with tracker.client() as client:
        yield client


def ndjson(*fixes: Any) -> bytes:
    return b"".join(json.dumps(fix).encode() + b"\n" for fix in fixes)


async def problem_of(answer: ClientResponse) -> dict[str, Any]:
    assert answer.content_type == "application/problem+json"
    problem: dict[str, Any] = await answer.json(content_type=None)
    assert problem["status"] == answer.status
    return problem


async def test_a_fix_is_answered_202_with_its_place_in_kafka(client: Client, log: FakeLog) -> None:
    async with client.post(ONE, json=a_fix()) as answer:
        assert answer.status == 202
        partition = partition_of("PKG-998877", 8)
        assert await answer.json() == {"status": "accepted", "partition": partition, "offset": 1207}
    [(stored_in, fix)] = log.stored
    assert stored_in == partition
    assert json.loads(fix) == {**a_fix(), "receivedAt": NOON + 60}


async def test_unknown_fields_are_named_in_the_answer_and_not_stored(client: Client, log: FakeLog) -> None:
    async with client.post(ONE, json=a_fix(sped=3)) as answer:
        assert (await answer.json())["ignored"] == ["sped"]
    assert b"sped" not in log.stored[0][1]


@pytest.mark.parametrize(("url", "wrap"), [(ONE, False), (MANY, True)])
async def test_an_invalid_measurement_is_named_and_the_position_is_stored(
    client: Client, log: FakeLog, url: str, wrap: bool
) -> None:
    fix = a_fix(speed=-1, heading=-1, accuracy=0, altitude=-1)
    async with client.post(url, json=[fix] if wrap else fix) as answer:
        assert answer.status == 202
        assert (await answer.json())["ignored"] == ["speed", "heading", "accuracy"]
    assert json.loads(log.stored[0][1]) == {**a_fix(altitude=-1), "receivedAt": NOON + 60}


@pytest.mark.parametrize(
    "headers", [JSON, NO_TYPE, {"Content-Type": "Application/JSON; charset=utf-8"}], ids=["json", "none", "charset"]
)
async def test_json_is_taken_under_its_own_type_or_none(client: Client, headers: dict[str, str]) -> None:
    async with client.post(ONE, data=json.dumps(a_fix()).encode(), headers=headers) as answer:
        assert answer.status == 202


async def test_a_request_with_no_content_type_header_at_all_is_taken(client: Client) -> None:
    async with client.post(
        ONE, data=json.dumps(a_fix()).encode(), skip_auto_headers=["Content-Type"], headers={}
    ) as answer:
        assert answer.status == 202


@pytest.mark.parametrize("path", [ONE, MANY])
async def test_the_type_that_curl_sends_unasked_gets_415_with_the_right_header(client: Client, path: str) -> None:
    async with client.post(path, data={"driverId": "D"}) as answer:
        problem = await problem_of(answer)
        assert (answer.status, problem["code"]) == (415, "unsupported_media_type")
        assert "curl -H 'Content-Type: application/json'" in problem["detail"]
        assert answer.headers["Accept-Post"].startswith("application/json")


async def test_ndjson_is_no_type_for_one_fix(client: Client) -> None:
    async with client.post(ONE, data=ndjson(a_fix()), headers=NDJSON) as answer:
        assert answer.status == 415


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (b"", 400, "not_json", None),
        (b"{", 400, "not_json", None),
        (b'{"driverId":"\xff"}', 400, "not_utf8", None),
        (b"[]", 422, "wrong_type", None),
        ({"driverId": None}, 422, "missing_field", "driverId"),
        ({"shipmentId": ""}, 422, "id_empty", "shipmentId"),
        ({"shipmentId": "P" * 129}, 422, "id_too_long", "shipmentId"),
        ({"driverId": "D\u0000"}, 422, "id_control_character", "driverId"),
        ({"latitude": 91}, 422, "latitude_out_of_range", "latitude"),
        ({"longitude": 181}, 422, "longitude_out_of_range", "longitude"),
        ({"longitude": float("nan")}, 422, "not_finite", "longitude"),
        ({"timestamp": NOON + 361}, 422, "timestamp_in_future", "timestamp"),
        ({"timestamp": 0}, 422, "clock_not_set", "timestamp"),
        ({"timestamp": NOON * 1000}, 422, "timestamp_in_milliseconds", "timestamp"),
        ({"timestamp": NOON - GPS_ROLLOVER_S}, 422, "clock_gps_rollover", "timestamp"),
        ({"shipmentId": "\u3000"}, 422, "id_empty", "shipmentId"),
        (b'{"driverId":"D"}', 422, "missing_field", "latitude"),
    ],
)
async def test_a_fix_that_is_refused_says_why_and_is_not_stored(
    client: Client, tracker: TrackerApi, log: FakeLog, body: Any, status: int, code: str, field: str | None
) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(a_fix(**body)).encode()
    async with client.post(ONE, data=raw, headers=JSON) as answer:
        problem = await problem_of(answer)
    assert (answer.status, problem["code"], problem.get("field")) == (status, code, field)
    assert log.stored == []
    assert f'tracker_ingest_rejected_total{{code="{code}"}} 1.0'.encode() in tracker.services.metrics.render()


async def test_a_batch_accepts_what_it_can_and_names_the_rest_by_index(client: Client, log: FakeLog) -> None:
    async with client.post(MANY, json=[a_fix(sped=1), a_fix(latitude=99), 7, a_fix(shipmentId="PKG-2")]) as answer:
        assert answer.status == 202
        body = await answer.json()
    assert (body["accepted"], body["ignored"]) == (2, ["sped"])
    assert [(r["index"], r["code"]) for r in body["rejected"]] == [(1, "latitude_out_of_range"), (2, "wrong_type")]
    assert [partition for partition, _ in log.stored] == [partition_of(id_, 8) for id_ in ("PKG-998877", "PKG-2")]


async def test_an_index_in_ndjson_is_the_line_number_from_0_with_blank_lines_counted(client: Client) -> None:
    body = ndjson(a_fix()) + b"\n" + ndjson(a_fix(latitude=99)) + b"{\n"
    async with client.post(MANY, data=body, headers=NDJSON) as answer:
        assert answer.status == 202
        rejected = (await answer.json())["rejected"]
    assert [(r["index"], r["code"]) for r in rejected] == [(2, "latitude_out_of_range"), (3, "not_json")]


@pytest.mark.parametrize(("body", "headers"), [(b"[]", JSON), (b"", NDJSON), (b"\n\n", NDJSON)])
async def test_an_empty_batch_is_accepted(client: Client, body: bytes, headers: dict[str, str]) -> None:
    async with client.post(MANY, data=body, headers=headers) as answer:
        assert answer.status == 202
        assert await answer.json() == {"accepted": 0, "rejected": []}


async def test_a_batch_of_which_nothing_is_acceptable_gets_422_with_all_reasons(client: Client, log: FakeLog) -> None:
    async with client.post(MANY, json=[1, a_fix(latitude=99)]) as answer:
        problem = await problem_of(answer)
    assert (answer.status, problem["code"]) == (422, "all_rejected")
    assert [r["code"] for r in problem["rejected"]] == ["wrong_type", "latitude_out_of_range"]
    assert log.stored == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [(b"{}", 422, "wrong_type"), (b"[", 400, "not_json"), (b"", 400, "not_json"), (b'["\xff"]', 400, "not_utf8")],
)
async def test_a_batch_that_is_no_array_gets_a_code(client: Client, body: bytes, status: int, code: str) -> None:
    async with client.post(MANY, data=body, headers=JSON) as answer:
        assert (answer.status, (await problem_of(answer))["code"]) == (status, code)


@pytest.mark.parametrize(("body", "headers"), [(b"[" + b"1," * 100 + b"1]", JSON), (b"1\n" * 101, NDJSON)])
async def test_a_batch_of_too_many_fixes_gets_413(client: Client, body: bytes, headers: dict[str, str]) -> None:
    async with client.post(MANY, data=body, headers=headers) as answer:
        assert (answer.status, (await problem_of(answer))["code"]) == (413, "too_large")


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 4096):
        yield body[start : start + 4096]


@pytest.mark.parametrize("path", [ONE, MANY])
@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_that_is_too_large_gets_413(client: Client, path: str, chunked: bool) -> None:
    body = b" " * (65 << 10)
    async with client.post(path, data=in_pieces(body) if chunked else body, headers=JSON) as answer:
        assert (answer.status, (await problem_of(answer))["code"]) == (413, "too_large")


async def test_a_compressed_body_is_taken(client: Client) -> None:
    body = gzip.compress(json.dumps(a_fix()).encode())
    async with client.post(ONE, data=body, headers={**JSON, "Content-Encoding": "gzip"}) as answer:
        assert answer.status == 202


async def test_a_small_body_that_decompresses_to_a_large_one_gets_413(client: Client) -> None:
    bomb = gzip.compress(bytes(32 << 20))
    assert len(bomb) < 64 << 10
    async with client.post(ONE, data=bomb, headers={**JSON, "Content-Encoding": "gzip"}) as answer:
        assert (answer.status, (await problem_of(answer))["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "body",
    [b"no gzip at all", gzip.compress(b"{}" * 1000)[:-20], zlib.compress(b"{}")],
    # Compressed bytes hold the time, and all processes of a run must know a test by the same name.
    ids=["no gzip", "cut short", "another format"],
)
async def test_a_body_that_is_not_encoded_as_it_says_gets_400(client: Client, body: bytes) -> None:
    async with client.post(ONE, data=body, headers={**JSON, "Content-Encoding": "gzip"}) as answer:
        assert (answer.status, (await problem_of(answer))["code"]) == (400, "bad_encoding")


@pytest.mark.parametrize("code", ["kafka_unavailable", "overloaded"])
@pytest.mark.parametrize(("path", "body"), [(ONE, a_fix()), (MANY, [a_fix()])])
async def test_what_kafka_does_not_hold_gets_503_and_when_to_try_again(
    client: Client, log: FakeLog, code: str, path: str, body: Any
) -> None:
    log.failure = ProblemError(code, "Try again.")
    async with client.post(path, json=body) as answer:
        assert (answer.status, (await problem_of(answer))["code"]) == (503, code)
        assert int(answer.headers["Retry-After"]) >= 1
