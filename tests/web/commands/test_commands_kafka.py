"""Commands from HTTP through Kafka to their decision, and the row back: with the product's decisions and edges."""

import asyncio
from collections.abc import Callable
from typing import Any

from app.settings import Settings
from tests.sse import read_events
from tests.waiting import eventually
from tests.web.commands.edges import an_edge, an_edge_with_dispatcher

MakeSettings = Callable[..., Settings]


async def test_the_answer_to_a_plan_is_the_row_that_was_decided(make_settings: MakeSettings) -> None:
    async with an_edge_with_dispatcher(make_settings()) as (edge, dispatcher):
        status, row = await edge.put("A%2F1", reference="Order 1", driverId="Dave")
        assert (status, row["shipmentId"], row["reference"], row["status"]) == (200, "A/1", "Order 1", "created")
        assert row["position"] is None
        assert [command.by for command in dispatcher.commands] == ["anyone"]
        status, shown = await edge.ask("GET", "/api/deliveries/A%2F1")
        assert (status, shown["revision"]) == (200, row["revision"])
        status, changed = await edge.ask("PATCH", "/api/deliveries/A%2F1", json={"note": "Ring", "reference": None})
        assert (status, changed["note"], "reference" in changed) == (200, "Ring", False)
        assert changed["planRevision"] == row["planRevision"] + 1
        for _ in range(2):
            withdrawn = await edge.ask("DELETE", "/api/deliveries/A%2F1", headers={"Idempotency-Key": "k"})
            assert withdrawn[0] == 204
        assert (await edge.ask("GET", "/api/deliveries/A%2F1"))[0] == 404
        assert (await edge.put("A%2F1"))[1]["status"] == "created"


async def test_a_refusal_of_the_dispatcher_has_its_code(make_settings: MakeSettings) -> None:
    async with an_edge_with_dispatcher(make_settings()) as (edge, _):
        await edge.put("A")
        status, row = await edge.ask("POST", "/api/deliveries/A/status", json={"to": "delivered"})
        assert (status, row["status"], row["attempts"]) == (200, "delivered", 1)
        status, problem = await edge.ask("POST", "/api/deliveries/A/status", json={"to": "in_transit"})
        assert (status, problem["code"]) == (409, "illegal_transition")
        status, problem = await edge.ask("PUT", "/api/deliveries/A", json={"x": 1})
        assert (status, problem["code"], problem["field"]) == (422, "bad_delivery", "destination")


async def test_a_stale_etag_changes_nothing(make_settings: MakeSettings) -> None:
    async with an_edge_with_dispatcher(make_settings()) as (edge, _):
        _, row = await edge.put("A")
        stale = {"If-Match": f'"{row["planRevision"]}"'}
        assert (await edge.ask("PATCH", "/api/deliveries/A", json={"note": "1"}, headers=stale))[0] == 200
        status, problem = await edge.ask("PATCH", "/api/deliveries/A", json={"note": "2"}, headers=stale)
        assert (status, problem["code"]) == (412, "version_mismatch")
        plan: dict[str, Any] = {"destination": {"latitude": 1, "longitude": 2}}
        status, _ = await edge.ask("PUT", "/api/deliveries/A", json=plan, headers={"If-None-Match": "*"})
        assert status == 412
        assert (await edge.ask("GET", "/api/deliveries/A"))[1]["note"] == "1"


async def test_a_repeated_request_is_one_command(make_settings: MakeSettings) -> None:
    async with an_edge_with_dispatcher(make_settings()) as (edge, dispatcher):
        await edge.put("A")
        repeat = {"Idempotency-Key": "k1"}
        report = {"to": "attempt_failed", "reason": "nobody_home"}
        answers = [await edge.ask("POST", "/api/deliveries/A/status", json=report, headers=repeat) for _ in range(3)]
        assert [(status, row["attempts"]) for status, row in answers] == [(200, 1)] * 3
        assert len(dispatcher.commands) == 2
        _, row = await edge.ask("POST", "/api/deliveries/A/status", json=report, headers={"Idempotency-Key": "k2"})
        assert row["attempts"] == 1 or len(dispatcher.commands) == 3


async def test_a_bulk_request_has_a_result_per_item_and_a_bad_one_costs_no_other(make_settings: MakeSettings) -> None:
    place = {"latitude": 1.0, "longitude": 2.0}
    async with an_edge_with_dispatcher(make_settings()) as (edge, _):
        items = [{"shipmentId": f"P{n}", "destination": place} for n in range(100)]
        items[7] = {"shipmentId": "P7", "destination": {"latitude": 91.0, "longitude": 0.0}}
        status, answer = await edge.ask("POST", "/api/deliveries", json=items)
        assert (status, answer["accepted"], answer["refused"], answer["pending"]) == (200, 99, 1, 0)
        bad = answer["results"][7]
        assert (bad["code"], bad["field"], bad["shipmentId"]) == ("bad_delivery", "destination.latitude", "P7")
        assert len((await edge.ask("GET", "/api/deliveries"))[1]["deliveries"]) == 99
        reports = [{"shipmentId": f"P{n}", "to": "out_for_delivery"} for n in range(8)]
        status, answer = await edge.ask("POST", "/api/delivery-status", json=reports)
        assert [result["result"] for result in answer["results"]] == [*["accepted"] * 7, "refused"]
        assert answer["results"][7]["code"] == "unknown_delivery"


async def test_a_decision_that_does_not_come_is_pending_and_told_to_a_repetition(make_settings: MakeSettings) -> None:
    settings = make_settings(command_wait_s=0.2)
    async with an_edge_with_dispatcher(settings) as (edge, dispatcher):
        dispatcher.may_decide.clear()
        plan, repeat = {"destination": {"latitude": 1, "longitude": 2}}, {"Idempotency-Key": "k"}
        status, answer = await edge.ask("PUT", "/api/deliveries/A", json=plan, headers=repeat)
        assert (status, answer["result"]) == (202, "pending")
        dispatcher.may_decide.set()
        await eventually(lambda: "A" in dispatcher.rows)
        status, row = await edge.ask("PUT", "/api/deliveries/A", json=plan, headers=repeat)
        assert (status, row["verdicts"][0]["commandId"]) == (200, answer["commandId"])


async def test_a_delivery_that_another_edge_created_is_known_at_once(make_settings: MakeSettings) -> None:
    settings = make_settings()
    async with an_edge_with_dispatcher(settings) as (edge, _), an_edge(settings) as other:
        for number in range(5):
            assert (await edge.put(f"A{number}"))[0] == 200
            status, row = await other.ask("POST", f"/api/deliveries/A{number}/status", json={"to": "in_transit"})
            assert (status, row["status"]) == (200, "in_transit")


async def test_a_stream_of_deliveries_tells_changes_and_what_left_the_filter(make_settings: MakeSettings) -> None:
    async with an_edge_with_dispatcher(make_settings()) as (edge, _):
        await edge.put("A", driverId="Dave")
        await edge.put("B")
        stream = await edge.open("/api/stream/deliveries?driverId=Dave")
        events = read_events(stream)
        assert [row["shipmentId"] for row in (await anext(events)).data] == ["A"]
        assert (await anext(events)).data == {"deliveries": 1}
        await edge.ask("PATCH", "/api/deliveries/B", json={"driverId": "Dave"})
        await edge.ask("PATCH", "/api/deliveries/A", json={"driverId": None})
        told = []
        async with asyncio.timeout(10):
            async for event in events:
                if event.event in ("changes", "removed"):
                    told.append(event)
                if event.event == "removed":
                    break
        assert [row["shipmentId"] for row in told[0].data] == ["B"]
        assert told[-1].data == ["A"]
        stream.close()
