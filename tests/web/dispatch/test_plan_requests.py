"""Requests that plan deliveries: what becomes a command, what is refused before Kafka is asked, and what is answered."""

from pathlib import Path
from typing import Any

import pytest

from app.deliveries.codec import decode_command
from app.domain.deliveries.command import Command, Plan, Withdraw
from tests.builders import NOON, a_plan
from tests.web.tracker_api import TrackerApi, a_tracker
from web.commands.verdicts import Verdict
from web.dispatch.refusals import DETAILS
from web.http.problem import STATUS_OF, ProblemError

PERSONAL = "Ann Smith, 20 W 34th St"


@pytest.fixture
def tracker(tmp_path: Path) -> TrackerApi:
    tracker = a_tracker(tmp_path)
    tracker.put_delivery(shipmentId="A", planRevision=3)
    return tracker


async def send(tracker: TrackerApi, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
    async with (
        tracker.client() as client,
        client.request(method, path, json=body, headers={n.replace("_", "-"): v for n, v in headers.items()}) as answer,
    ):
        return answer.status, await answer.json(content_type=None)


def taken(tracker: TrackerApi) -> list[Command]:
    return [decode_command(command.value) for command in tracker.commands.taken]


async def test_a_plan_becomes_one_command_with_what_the_client_sent(tracker: TrackerApi) -> None:
    window = {"start": "2024-01-17T15:00:00+01:00", "end": NOON + 3600}
    plan = a_plan(window=window, recipient={"name": PERSONAL}, driverId="Dave")
    status, row = await send(tracker, "PUT", "/api/deliveries/A", plan)
    assert (status, row["shipmentId"], row["position"]) == (200, "A", None)
    [command] = taken(tracker)
    assert isinstance(command, Plan)
    assert (command.by, command.at, command.whole, command.expect) == ("anyone", NOON + 60, True, None)
    assert command.set.window is not None
    assert (command.set.window.start, command.set.window.end) == (NOON, NOON + 3600)  # type: ignore[union-attr]
    assert command.set.recipient.name == PERSONAL  # type: ignore[union-attr]


async def test_a_change_holds_only_what_it_names_and_null_removes(tracker: TrackerApi) -> None:
    await send(tracker, "PATCH", "/api/deliveries/A", {"note": None, "sequence": 4})
    [command] = taken(tracker)
    assert isinstance(command, Plan)
    assert (command.whole, command.set.note, command.set.sequence) == (False, None, 4)
    assert command.set.destination is not None
    assert not command.set.destination


@pytest.mark.parametrize(
    ("headers", "expect"),
    [({}, None), ({"If_Match": '"3"'}, 3), ({"If_Match": "*"}, None), ({"If_None_Match": "*"}, 0)],
)
async def test_what_a_client_expects_goes_with_the_command(
    tracker: TrackerApi, headers: dict[str, str], expect: int | None
) -> None:
    await send(tracker, "PUT", "/api/deliveries/A", a_plan(), **headers)
    [command] = taken(tracker)
    assert isinstance(command, Plan)
    assert command.expect == expect


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({}, "destination"),
        (a_plan(destinaton=1), "destinaton"),
        (a_plan(destination={"latitude": 91, "longitude": 0}), "destination.latitude"),
        (a_plan(destination={"latitude": 1, "longitude": 0, "timeZone": "Mars"}), "destination.timeZone"),
        (a_plan(window={"start": 2, "end": 1}), "window"),
        (a_plan(window={"start": "2024-01-17T15:00:00", "end": 1}), "window.start"),
        (a_plan(window={"start": True, "end": 1}), "window.start"),
        (a_plan(window={"start": 1_705_500_000_000, "end": 1_705_500_000_001}), "window.start"),
        (a_plan(driverId="\x01Dave"), "driverId"),
        (a_plan(sequence=-1), "sequence"),
        (a_plan(serviceSeconds=1.5), "serviceSeconds"),
        (a_plan(note="x" * 2_001), "note"),
        (a_plan(recipient={"name": PERSONAL + "\x00"}), "recipient.name"),
    ],
)
async def test_a_plan_that_cannot_be_is_refused_with_its_field_and_without_its_texts(
    tracker: TrackerApi, plan: Any, field: str
) -> None:
    status, problem = await send(tracker, "PUT", "/api/deliveries/A", plan)
    assert (status, problem["code"], problem["field"]) == (422, "bad_delivery", field)
    assert PERSONAL not in str(problem)
    assert not tracker.commands.taken


async def test_a_delivery_that_is_not_there_cannot_be_changed(tracker: TrackerApi) -> None:
    for method, body in (("PATCH", {"note": "x"}), ("DELETE", None)):
        status, problem = await send(tracker, method, "/api/deliveries/none", body)
        assert (status, problem["code"]) == (404, "unknown_delivery")
    status, problem = await send(tracker, "PUT", "/api/deliveries/none", a_plan(), If_Match='"1"')
    assert (status, problem["code"]) == (412, "version_mismatch")
    assert not tracker.commands.taken


async def test_a_withdrawn_delivery_has_no_answer_to_show(tracker: TrackerApi) -> None:
    assert await send(tracker, "DELETE", "/api/deliveries/A") == (204, None)
    assert isinstance(taken(tracker)[0], Withdraw)


async def test_a_repeated_withdrawal_is_answered_as_the_first_one_while_the_deletion_is_known(
    tracker: TrackerApi,
) -> None:
    assert await send(tracker, "DELETE", "/api/deliveries/A", Idempotency_Key="k") == (204, None)
    verdict = {"commandId": tracker.commands.taken[0].id, "offset": 9}
    tracker.delete_delivery("A", revision=9, verdicts=[verdict])
    assert await send(tracker, "DELETE", "/api/deliveries/A", Idempotency_Key="k") == (204, None)
    for other in ({"Idempotency_Key": "l"}, {}):
        status, problem = await send(tracker, "DELETE", "/api/deliveries/A", **other)
        assert (status, problem["code"]) == (404, "unknown_delivery")


@pytest.mark.parametrize("code", DETAILS)
async def test_a_refusal_is_answered_with_its_code(tracker: TrackerApi, code: str) -> None:
    tracker.commands.verdict = Verdict(code, 3, 3)
    status, problem = await send(tracker, "PUT", "/api/deliveries/A", a_plan())
    assert (status, problem["code"]) == (STATUS_OF[code], code)


async def test_a_refusal_of_a_newer_dispatcher_is_answered_too(tracker: TrackerApi) -> None:
    tracker.commands.verdict = Verdict("something_new", 3, 3)
    assert (await send(tracker, "PUT", "/api/deliveries/A", a_plan()))[1]["code"] == "invalid_command"


async def test_without_a_decision_in_time_the_command_is_pending(tracker: TrackerApi) -> None:
    tracker.commands.verdict = None
    status, answer = await send(tracker, "PUT", "/api/deliveries/A", a_plan())
    assert (status, answer) == (
        202,
        {"result": "pending", "shipmentId": "A", "commandId": tracker.commands.taken[0].id},
    )


async def test_without_kafka_nothing_is_answered_as_stored(tracker: TrackerApi) -> None:
    tracker.commands.failure = ProblemError("kafka_unavailable", "Kafka cannot be reached; try again.")
    status, problem = await send(tracker, "PUT", "/api/deliveries/A", a_plan())
    assert (status, problem["code"]) == (503, "kafka_unavailable")


async def test_a_repeated_request_has_the_same_command_id_and_another_content_another(tracker: TrackerApi) -> None:
    for plan, key in ((a_plan(), "k"), (a_plan(), "k"), (a_plan(), "l"), (a_plan(note="x"), "k")):
        assert (await send(tracker, "PUT", "/api/deliveries/A", plan, Idempotency_Key=key))[0] == 200
    for _ in range(2):
        await send(tracker, "PUT", "/api/deliveries/A", a_plan())
    first, second, other_key, other_content, *without = (command.id for command in tracker.commands.taken)
    assert first == second
    assert len({first, other_key, other_content, *without}) == 5


@pytest.mark.parametrize(
    "headers", [{"If_Match": "3"}, {"If_Match": 'W/"3"'}, {"If_None_Match": '"3"'}, {"Idempotency_Key": "x" * 256}]
)
async def test_a_header_that_cannot_be_is_refused(tracker: TrackerApi, headers: dict[str, str]) -> None:
    status, problem = await send(tracker, "PUT", "/api/deliveries/A", a_plan(), **headers)
    assert (status, problem["code"]) == (422, "bad_header")


async def test_before_the_table_is_read_nothing_is_commanded(tracker: TrackerApi) -> None:
    tracker.feed.caught_up = False
    assert (await send(tracker, "PUT", "/api/deliveries/A", a_plan()))[1]["code"] == "recovering"
