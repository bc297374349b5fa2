import json

import pytest

from app.domain.partition import partition_of
from app.fixes.parser import ParsedFix, parse_fix
from tests.bench.batches import Batches
from tests.bench.chunked import ChunkedEvents
from tests.bench.fleet import Fleet, latitude_of, longitude_of, partitions_of, shipment_id
from tests.bench.footprint import MOST_ROW_BYTES
from tests.bench.promises import bulk_bodies, out_bodies
from tests.bench.queries import path_of
from tests.bench.replica_memory import row_of
from tests.bench.stream import box_query
from web.dispatch.plain_plans import plain_items

NOW = 1_800_000_000.0


def test_every_shipment_of_a_fleet_is_in_the_partition_of_its_id() -> None:
    homes = partitions_of(500, 7)
    assert [int(home) for home in homes] == [partition_of(shipment_id(n).decode(), 7) for n in range(500)]


def test_the_envelopes_of_a_round_hold_each_shipment_once_and_the_next_round_is_newer() -> None:
    fleet = Fleet(300, 4)
    rounds = [
        [fix for partition in range(4) for _, each in fleet.envelopes(partition, n, 64) for fix in json.loads(each)]
        for n in range(2)
    ]
    assert sorted(fix["shipmentId"] for fix in rounds[0]) == [shipment_id(n).decode() for n in range(300)]
    assert max(fix["timestamp"] for fix in rounds[0]) < min(fix["timestamp"] for fix in rounds[1])
    assert all(fix["receivedAt"] >= fix["timestamp"] for fix in rounds[0])


def test_the_edge_accepts_what_a_fleet_sends() -> None:
    batches = Batches(Fleet(10, 2), 25)
    lines = batches(0).split(b"\n") + batches(1).split(b"\n")
    parsed = [parse_fix(line, NOW) for line in lines]
    assert all(isinstance(each, ParsedFix) and not each.ignored for each in parsed)
    stamps: dict[str, float] = {}
    for each in parsed:
        assert isinstance(each, ParsedFix)
        shipment_id = each.fix.shipmentId
        assert shipment_id is not None
        assert each.fix.timestamp > stamps.get(shipment_id, 0)
        stamps[shipment_id] = each.fix.timestamp


def test_keyed_records_have_their_shipment_as_key() -> None:
    for key, value in Fleet(20, 2).keyed(1, 0):
        assert json.loads(value)["shipmentId"].encode() == key
        assert "receivedAt" not in json.loads(value)


@pytest.mark.parametrize("number", range(0, 5000, 500))
def test_a_box_for_a_hundred_shipments_contains_about_a_hundred(number: int) -> None:
    west, south, east, north = map(float, path_of("box", number, 20_000).partition("bbox=")[2].split(","))
    inside = sum(south <= latitude_of(n, 0) <= north and west <= longitude_of(n) <= east for n in range(20_000))
    assert 80 <= inside <= 120


def test_the_boxes_of_readers_differ() -> None:
    assert len({box_query(number) for number in range(1_000)}) == 1_000


def chunk(frame: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(frame), frame)


def changes(position: str, received_at: float, rows: int = 1) -> bytes:
    row = f'{{"shipmentId":"PKG-1","receivedAt":{received_at:.3f},"source":[0,1,2]}}'
    return f"id: {position}.abc\nevent: changes\ndata: [{','.join([row] * rows)}]\n\n".encode()


@pytest.mark.parametrize("size", [1, 7, 100, 100_000])
def test_a_reader_finds_position_and_age_however_the_bytes_are_cut(size: int) -> None:
    stream = b"".join(
        [
            chunk(b": tracker\nretry: 1000\n\n"),
            chunk(b"event: snapshot\ndata: []\n\n"),
            chunk(b'id: e.AA.abc\nevent: snapshot-complete\ndata: {"shipments":0}\n\n'),
            chunk(changes("e.AB", 100.5, rows=50)),
            chunk(changes("e.AC", 101.25)),
            chunk(b'id: e.AD.abc\nevent: heartbeat\ndata: {"time":1}\n\n'),
        ]
    )
    events, ages = ChunkedEvents(), []
    for start in range(0, len(stream), size):
        piece = stream[start : start + size]
        ages += events.feed(piece, len(piece))
    assert ages == [100.5, 101.25]
    assert (events.position, events.frames, events.received) == (b"e.AD", 6, len(stream))


def test_a_frame_that_is_not_complete_moves_nothing() -> None:
    events = ChunkedEvents()
    stream = chunk(changes("e.AA", 100.0, rows=100))
    assert events.feed(stream, len(stream) - 1) == []
    assert events.position == b""


def test_promises_are_plans_as_nearly_all_clients_write_them() -> None:
    bodies = list(bulk_bodies(5, 2, turn=1, stops=2))
    items = [item for body in bodies for item in plain_items(body, is_lines=False) or ()]
    assert [item.shipmentId for item in items] == [f"DEL-{number:07d}" for number in range(5)]
    plans = [json.loads(item.fields) for item in items]
    assert [(plan["driverId"], plan["sequence"]) for plan in plans] == [
        ("D-00000", 0),
        ("D-00000", 1),
        ("D-00001", 0),
        ("D-00001", 1),
        ("D-00002", 0),
    ]
    assert [item["shipmentId"] for body in out_bodies(5, 2) for item in json.loads(body)] == [
        item.shipmentId for item in items
    ]


def test_the_rows_of_the_measured_replica_are_as_large_as_the_measure_says() -> None:
    assert MOST_ROW_BYTES * 0.9 < len(row_of(99_999)) <= MOST_ROW_BYTES
