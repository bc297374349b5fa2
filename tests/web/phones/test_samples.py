"""Requests of real phones at the doors: what is stored, and what the phone is answered."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from app.domain.access import Scope
from app.keys.record import new_record
from tests.phones.samples import SAMPLES, path_of
from tests.web.phones.phone_site import PhoneSite, phone_site

NOVEMBER_2026 = 1_795_880_000.0
ANSWERS = {"json_array": b"[]", "json_result_ok": b'{"result":"ok"}', "any": b""}
WITHOUT_A_RULE = "same_tst_two_places_b"
"""Either place may win; docs/phones.md tells which."""


def _expected(sample: dict[str, Any], status: int) -> list[dict[str, Any]]:
    expect = sample["expect"]
    wanted = list(expect.get("fixes") or [])
    if status == 200:
        wanted += expect.get("fixes_if_2xx") or []
    return wanted


def _nearest(fixes: Iterable[dict[str, Any]], wanted: dict[str, Any]) -> dict[str, Any]:
    at = NOVEMBER_2026 if wanted["time"] == "server_receive_time" else wanted["time"]
    return min(fixes, key=lambda fix: abs(fix["timestamp"] - at))


def _check(fix: dict[str, Any], wanted: dict[str, Any], tolerance_s: float) -> None:
    assert (fix["deviceId"], fix["driverId"]) == (wanted["device"], wanted["device"])
    at = NOVEMBER_2026 if wanted["time"] == "server_receive_time" else wanted["time"]
    assert fix["timestamp"] == pytest.approx(at, abs=tolerance_s)
    for name, ours in (("lat", "latitude"), ("lon", "longitude"), ("heading", "heading"), ("accuracy", "accuracy")):
        if name in wanted:
            assert fix.get(ours) == (None if wanted[name] is None else pytest.approx(wanted[name], abs=1e-3))
    if "battery" in wanted:
        share = wanted["battery"]
        assert fix.get("battery") == (None if share is None else pytest.approx(share / 100, abs=0.005))


def _check_speed(fix: dict[str, Any], wanted: dict[str, Any], others: list[float]) -> None:
    if wanted.get("speed_mps") is None:
        assert "speed_mps" not in wanted or "speed" not in fix
    else:
        assert any(fix["speed"] == pytest.approx(each, abs=1e-3) for each in (wanted["speed_mps"], *others))


async def _send(site: PhoneSite, sample: dict[str, Any], key: str = "") -> tuple[int, bytes]:
    headers = {name: value for name, value in sample["headers"].items() if "{token}" not in value}
    address = URL(str(site.client.make_url("/")).rstrip("/") + path_of(sample, key), encoded=True)
    async with site.client.session.request(
        sample["method"], address, data=sample["body"], headers=headers, skip_auto_headers=["Content-Type"]
    ) as answer:
        return answer.status, await answer.read()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample['protocol']}-{sample['name']}")
async def test_each_request_of_a_real_phone_is_stored_and_answered_as_the_app_needs(
    tmp_path: Path, sample: dict[str, Any]
) -> None:
    expect = sample["expect"]
    async with phone_site(tmp_path) as site:
        site.tracker.clock.time = NOVEMBER_2026
        status, body = await _send(site, sample)
    assert status in expect["status"]
    if status == 200:
        assert body == ANSWERS[expect["body_rule"]]
    stored = site.fixes
    if "stored_count" in expect:  # the sample names the last of them
        assert len(stored) == expect["stored_count"]
        stored = stored[-1:]
    distinct = {(fix["deviceId"], fix["timestamp"]): fix for fix in stored}
    if sample["name"] != WITHOUT_A_RULE:
        assert len(distinct) == len(_expected(sample, status))
    for wanted in _expected(sample, status):
        fix = _nearest(distinct.values(), wanted)
        _check(fix, wanted, expect.get("time_tolerance_s", 1e-3))
        _check_speed(fix, wanted, expect.get("speed_alternatives", []))
    if "liveness" in expect:
        assert site.contacts == [f"\x01{device}" for device in expect["liveness"]]


async def test_a_key_in_the_path_works_for_each_request_of_a_real_phone(tmp_path: Path) -> None:
    record, key = new_record("a phone", frozenset({Scope.INGEST}), None, NOVEMBER_2026, device="van-7")
    async with phone_site(tmp_path, auth="on") as site:
        site.tracker.clock.time = NOVEMBER_2026
        site.tracker.services.guard.keyring.apply(record.id, record)
        for sample in SAMPLES:
            status, body = await _send(site, sample, key)
            assert status in (*sample["expect"]["status"], 200), (sample["name"], body)
    assert {fix["deviceId"] for fix in site.fixes} == {"van-7"}, "the key's device replaces what the phone says"
    assert len(site.fixes) > 200
