"""One decision for every path: the fast path accepts what the standard one accepts; a new protocol uses the same decision."""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.access import Access, Scope
from app.domain.fix_rules import RejectCode
from app.domain.partition import partition_of
from app.fixes.parser import FixError, ParsedFix, parse_item, too_many
from app.settings import Settings
from tests.builders import NOON, a_driver_fix, a_fix
from tests.fixes.strategies import any_fix
from web.ingest.decision import AcceptedBatch, AcceptedFix, IngestDecision, judge_array, judge_lines

ANYBODY = None
DAVE = Access("k1", frozenset({Scope.INGEST}), driver="Dave-007")
ERIN = Access("k2", frozenset({Scope.INGEST}), driver="Erin-001")
ANY_DRIVER = Access("k3", frozenset({Scope.INGEST}))
PHONE = Access("k5", frozenset({Scope.INGEST}), device="phone-1")
OF_ANOTHER_DRIVER = FixError(RejectCode.FORBIDDEN, "This key may report only for driver 'Erin-001'.", "driverId")


def a_decision(**settings: Any) -> IngestDecision:
    return IngestDecision(Settings(**{"partitions": 8, **settings}))


def raw_fix(**fields: Any) -> bytes:
    return json.dumps(a_fix(**fields)).encode()


def accepted(result: object) -> AcceptedFix:
    assert isinstance(result, AcceptedFix)
    return result


def batch(result: object) -> AcceptedBatch:
    assert isinstance(result, AcceptedBatch)
    return result


def test_an_accepted_fix_has_its_partition_its_bytes_and_when_it_was_received() -> None:
    chunk, ignored = accepted(a_decision().accept(raw_fix(), NOON + 1.23456, ANYBODY))
    assert (chunk.partition, chunk.fix_count, ignored) == (partition_of("PKG-998877", 8), 1, ())
    assert json.loads(chunk.fixes) == {**a_fix(), "receivedAt": NOON + 1.235}


@given(fields=any_fix, access=st.sampled_from([ANYBODY, DAVE, ERIN, ANY_DRIVER, PHONE]))
@example(fields={"sped": 1}, access=ANYBODY)
@example(fields={"speed": -1}, access=ANYBODY)
@example(fields={"latitude": 91}, access=ANYBODY)
@example(fields={}, access=ERIN)
def test_what_the_fast_door_takes_the_ordinary_one_takes_alike(fields: dict[str, Any], access: Access | None) -> None:
    decision, raw = a_decision(), json.dumps({**a_fix(), **fields}).encode()
    certain = decision.accept_certain(raw, NOON, access)
    result = decision.accept(raw, NOON, access)
    if certain is not None:
        assert result == AcceptedFix(certain, ())
    else:
        assert isinstance(result, FixError) or result.ignored or {**a_fix(), **fields}["driverId"] is None


def test_a_key_of_one_driver_takes_the_fixes_of_no_other() -> None:
    decision = a_decision()
    for raw in (raw_fix(), raw_fix(sped=1)):
        assert decision.accept_certain(raw, NOON, ERIN) is None
        assert decision.accept(raw, NOON, ERIN) == OF_ANOTHER_DRIVER
        assert isinstance(decision.accept(raw, NOON, DAVE), AcceptedFix)
        assert isinstance(decision.accept(raw, NOON, ANY_DRIVER), AcceptedFix)


def test_a_fix_without_a_shipment_is_its_drivers_and_lives_in_the_drivers_partition() -> None:
    decision, raw = a_decision(), orjson.dumps(a_driver_fix())
    chunk, ignored = accepted(decision.accept(raw, NOON, ANYBODY))
    assert (chunk.partition, ignored) == (partition_of("Dave-007", 8), ())
    assert json.loads(chunk.fixes) == {**a_driver_fix(), "receivedAt": NOON}
    assert decision.accept_certain(raw, NOON, ANYBODY) == chunk


@pytest.mark.parametrize(
    ("access", "sent", "driver"),
    [
        (ANYBODY, {"deviceId": "phone-1"}, "phone-1"),
        (ANY_DRIVER, {"deviceId": "phone-1"}, "phone-1"),
        (ANYBODY, {"deviceId": "phone-1", "driverId": "Erin-001"}, "Erin-001"),
        (ANYBODY, {"deviceId": "phone-1", "shipmentId": "PKG-1"}, "phone-1"),
        (DAVE, {}, "Dave-007"),
        (DAVE, {"deviceId": "phone-1"}, "Dave-007"),
        (DAVE, {"shipmentId": "PKG-1"}, "Dave-007"),
        (DAVE, {"driverId": None}, "Dave-007"),
    ],
)
@pytest.mark.parametrize("more", [{}, {"sped": 1}], ids=["all stored", "one name ignored"])
def test_the_edge_names_the_driver_of_a_fix_that_does_not(
    access: Access | None, sent: dict[str, Any], driver: str, more: dict[str, Any]
) -> None:
    decision, subject = a_decision(), sent.get("shipmentId", driver)
    raw = orjson.dumps({**a_driver_fix(), "driverId": None, **sent, **more})
    chunk, _ = accepted(decision.accept(raw, NOON, access))
    assert (json.loads(chunk.fixes)["driverId"], chunk.partition) == (driver, partition_of(subject, 8))
    array = batch(decision.accept_batch(b"[%b]" % raw, NOON, access, judge_array))
    lines = batch(decision.accept_batch(raw, NOON, access, judge_lines))
    assert [array.chunks, lines.chunks] == [[chunk], [chunk]]
    assert decision.accept_certain(raw, NOON, access) in (None, chunk)


@pytest.mark.parametrize("sent", [{}, {"shipmentId": "PKG-1"}, {"driverId": None, "deviceId": None}])
def test_a_fix_without_a_subject_is_refused_by_both_doors_alone_and_in_a_batch(sent: dict[str, Any]) -> None:
    decision = a_decision()
    raw = orjson.dumps({**a_driver_fix(), "driverId": None, **sent})
    result = decision.accept(raw, NOON, ANY_DRIVER)
    assert isinstance(result, FixError)
    assert (result.code, result.field) == ("missing_field", "driverId")
    assert decision.accept_certain(raw, NOON, ANY_DRIVER) is None
    for read, body in ((judge_array, b"[%b]" % raw), (judge_lines, raw)):
        rejected = batch(decision.accept_batch(body, NOON, ANY_DRIVER, read)).rejected
        assert [(each.code, each.field) for each in rejected] == [("missing_field", "driverId")]


@pytest.mark.parametrize("more", [[], [7]], ids=["certain", "with a bad one"])
def test_in_a_batch_a_key_of_one_driver_costs_the_fixes_of_others_alone(more: list[Any]) -> None:
    raw = json.dumps([a_fix(), a_fix(driverId="Erin-001", sped=1), *more]).encode()
    result = batch(a_decision().accept_batch(raw, NOON, ERIN, judge_array))
    assert (result.size, [(r.index, r.code) for r in result.rejected][:1]) == (1, [(0, "forbidden")])
    assert result.rejected[0].detail == OF_ANOTHER_DRIVER.detail


def test_the_fixes_of_a_batch_are_stored_as_each_alone_in_order_by_partition() -> None:
    decision = a_decision(partitions=2)
    fixes = [a_fix(shipmentId=f"PKG-{number}") for number in range(20)]
    result = batch(decision.accept_batch(b"\n".join(map(orjson.dumps, fixes)), NOON, ANYBODY, judge_lines))
    assert (result.size, result.rejected, result.ignored) == (20, [], ())
    alone = [accepted(decision.accept(orjson.dumps(fix), NOON, ANYBODY)).chunk for fix in fixes]
    for chunk in result.chunks:
        assert chunk.fixes == b",".join(one.fixes for one in alone if one.partition == chunk.partition)


def test_a_batch_that_cannot_be_read_is_refused_as_a_whole() -> None:
    result = a_decision(max_batch_fixes=1).accept_batch(b"1\n2", NOON, ANYBODY, judge_lines)
    assert result == too_many(1)


NUMBERS = {"latitude", "longitude", "timestamp"}


def read_query(raw: bytes, now: float) -> ParsedFix | FixError:
    """Read a fix as some devices send it: `id=…&lat=…`, with names and types of its own."""
    names = {"id": "shipmentId", "driver": "driverId", "lat": "latitude", "lon": "longitude", "time": "timestamp"}
    sent = {names.get(name, name): value for name, value in parse_qsl(raw.decode())}
    return parse_item({name: float(value) if name in NUMBERS else value for name, value in sent.items()}, now)


def read_queries(raw: bytes, now: float, limit: int) -> Iterable[ParsedFix | FixError] | FixError:
    """Read one such fix a line."""
    lines = raw.split(b"\n")
    return too_many(limit) if len(lines) > limit else (read_query(line, now) for line in lines)


QUERY = f"id=PKG-998877&driver=Dave-007&lat=38.9&lon=-77.03&time={NOON}".encode()


def test_a_further_protocol_in_front_of_the_decision_stores_what_json_would() -> None:
    decision = a_decision()
    fix = {"driverId": "Dave-007", "shipmentId": "PKG-998877", "latitude": 38.9, "longitude": -77.03, "timestamp": NOON}
    from_protocol = decision.accept(QUERY, NOON, DAVE, read_query)
    assert from_protocol == decision.accept(json.dumps(fix).encode(), NOON, DAVE)
    assert accepted(decision.accept(QUERY + b"&hdop=2", NOON, DAVE, read_query)).ignored == ("hdop",)


def test_a_further_protocol_is_refused_for_the_same_reasons() -> None:
    decision = a_decision(max_batch_fixes=3)
    assert decision.accept(QUERY, NOON, ERIN, read_query) == OF_ANOTHER_DRIVER
    lines = [QUERY.replace(b"38.9", b"98.9"), QUERY, QUERY.replace(str(NOON).encode(), b"0")]
    result = batch(decision.accept_batch(b"\n".join(lines), NOON, ANYBODY, read_queries))
    assert (result.size, [(r.index, r.code) for r in result.rejected]) == (
        1,
        [(0, "latitude_out_of_range"), (2, "clock_not_set")],
    )
    assert decision.accept_batch(b"\n".join([*lines, QUERY]), NOON, ANYBODY, read_queries) == too_many(3)


PARTNER = Access("k4", frozenset({Scope.INGEST}), fleet="north")


def test_a_fix_gets_the_fleet_of_its_sender_and_never_one_that_it_names_itself() -> None:
    raw = raw_fix(fleet="south")
    assert json.loads(accepted(a_decision().accept(raw, NOON, PARTNER)).chunk.fixes)["fleet"] == "north"
    assert "fleet" not in json.loads(accepted(a_decision().accept(raw, NOON, ANY_DRIVER)).chunk.fixes)
    assert accepted(a_decision().accept(raw, NOON, PARTNER)).ignored == ("fleet",)
    certain = a_decision().accept_certain(raw_fix(), NOON, PARTNER)
    assert certain is not None
    assert json.loads(certain.fixes)["fleet"] == "north"


def test_a_fix_for_a_row_that_is_known_to_be_of_another_fleet_is_forbidden_and_its_neighbours_are_not() -> None:
    decision = IngestDecision(Settings(partitions=8), lambda row_id, fleet: (row_id, fleet) != ("B", "north"))
    raw = json.dumps([a_fix(shipmentId="A"), a_fix(shipmentId="B"), a_driver_fix("B")]).encode()
    result = batch(decision.accept_batch(raw, NOON, PARTNER, judge_array))
    assert [(each.index, each.code, each.field) for each in result.rejected] == [(1, "forbidden", "shipmentId")]
    assert result.size == 2
    refused = decision.accept(raw_fix(shipmentId="B"), NOON, PARTNER)
    assert isinstance(refused, FixError)
    assert refused.code is RejectCode.FORBIDDEN
    assert decision.accept_certain(raw_fix(shipmentId="B"), NOON, PARTNER) is None
    assert decision.accept_certain(raw_fix(shipmentId="B"), NOON, ANYBODY) is not None


def every_way_in(fix: dict[str, Any], access: Access) -> list[AcceptedFix | FixError]:
    """Post the fix alone, with a field that only the parser knows, and in both kinds of batches."""
    decision, raw = a_decision(), orjson.dumps(fix)
    found: list[AcceptedFix | FixError] = [decision.accept(raw, NOON, access)]
    found.append(decision.accept(orjson.dumps({**fix, "sped": 1}), NOON, access))
    for read, body in ((judge_array, b"[%b]" % raw), (judge_lines, raw)):
        result = batch(decision.accept_batch(body, NOON, access, read))
        found += [AcceptedFix(chunk, ()) for chunk in result.chunks]
        found += [FixError(RejectCode(each.code), each.detail, each.field) for each in result.rejected]
    return found


@pytest.mark.parametrize("sent", [{}, {"deviceId": "phone-1"}, {"driverId": None}, {"shipmentId": "PKG-1"}])
def test_a_fix_sent_with_the_key_of_a_device_is_that_devices(sent: dict[str, Any]) -> None:
    for result in every_way_in({**a_driver_fix("phone-1"), **sent}, PHONE):
        stored = json.loads(accepted(result).chunk.fixes)
        assert (stored["deviceId"], stored["driverId"]) == ("phone-1", "phone-1")


def test_a_fix_of_another_device_is_forbidden_for_the_key_of_a_device() -> None:
    refused = FixError(RejectCode.FORBIDDEN, "This key may report only for device 'phone-1'.", "deviceId")
    fix = a_driver_fix("phone-1", deviceId="phone-2")
    assert every_way_in(fix, PHONE) == [refused] * 4
    assert a_decision().accept_certain(orjson.dumps(fix), NOON, PHONE) is None
