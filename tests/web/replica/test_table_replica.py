"""The view's rows by partition, as a worker's restore takes them."""

import asyncio
import json

import pytest

from app.domain.partition import partition_of
from app.table.replica import ReplicaLostError
from tests.builders import NOON
from tests.web.stream.fed_stream import EPOCH, PARTITIONS, FedView
from web.replica.table_replica import TableReplica


def test_it_gives_the_newest_row_of_each_shipment_of_a_partition() -> None:
    fed = FedView()
    for number in range(50):
        fed.put(f"S-{number}", timestamp=NOON)
    fed.put("S-7", timestamp=NOON + 1)
    replica = TableReplica(fed.view.store)
    for partition in range(PARTITIONS):
        expected = {
            name.encode(): row for name, row in fed.table.items() if partition_of(name, PARTITIONS) == partition
        }
        assert expected
        assert {key: json.loads(row) for key, row in replica.rows(partition)} == expected
        assert replica.next_offset(partition) == fed.view.store.next_offsets[partition]


async def test_it_waits_until_the_view_is_complete_and_far_enough() -> None:
    fed = FedView(partitions=1)
    fed.view.store.is_complete = False
    waiting = asyncio.create_task(TableReplica(fed.view.store).reach(EPOCH, {0: 2}))
    fed.put("A")
    fed.complete()
    await asyncio.sleep(0)
    assert not waiting.done()
    fed.put("A")
    assert await asyncio.wait_for(waiting, 5)


async def test_it_is_no_help_where_the_view_follows_another_log() -> None:
    assert not await asyncio.wait_for(TableReplica(FedView().view.store).reach("another", {0: 99}), 5)


def test_it_is_lost_when_the_view_is_reset_meanwhile() -> None:
    fed = FedView(partitions=1)
    fed.put("A")
    fed.put("B")
    rows = TableReplica(fed.view.store).rows(0)
    next(rows)
    fed.view.store.reset([0])
    with pytest.raises(ReplicaLostError):
        next(rows)
