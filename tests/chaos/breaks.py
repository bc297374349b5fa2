"""Promises broken on purpose, one each, to show that the judge notices."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from itertools import count
from time import time
from types import MethodType
from typing import Any, cast

from app.domain.position import Decision
from app.process import Process
from app.processes.dispatcher import Dispatcher
from app.processes.worker import Worker

SLOW_S = 2.0
"""How long a slow changelog delays its batches."""


def answer_before_ack(process: Process) -> None:
    """Answer a device as soon as the client library has the envelope."""
    for log in parts_of(process, "PositionLog"):
        log._sender.send = _sending_later(log._sender.send)


def _sending_later(send: Callable[[int, bytes], Coroutine[Any, Any, int]]) -> Callable[[int, bytes], Any]:
    under_way: set[asyncio.Task[int]] = set()

    def forget(sending: "asyncio.Task[int]") -> None:
        under_way.discard(sending)
        if not sending.cancelled():
            sending.exception()

    async def send_later(partition: int, envelope: bytes) -> int:
        sending = asyncio.create_task(send(partition, envelope))
        under_way.add(sending)
        sending.add_done_callback(forget)
        return 0

    return send_later


def commit_before_changelog(process: Process) -> None:
    """Commit the positions' offsets without waiting for the rows."""
    if not isinstance(process, (Worker, Dispatcher)):
        return
    app: Any = process.app
    new_producer = app._new_producer

    def hasty() -> Any:
        producer = new_producer()
        producer.before_flush = _nothing
        return producer

    app._new_producer = hasty


async def _nothing() -> None:
    pass


def slow_changelog(process: Process) -> None:
    """Delay each batch for the changelog: not a break, but it widens the moments in which a crash shows a defect."""
    if not isinstance(process, (Worker, Dispatcher)):
        return
    rows: Any = process.app.batch_table
    append = rows._append

    async def append_late(_rows: Any, *what: Any) -> Any:
        await asyncio.sleep(SLOW_S)
        return await append(*what)

    rows._append = MethodType(append_late, rows)


def rocksdb_first(process: Process) -> None:
    """Write RocksDB, then the changelog."""
    if not isinstance(process, Worker):
        return
    rows: Any = process.app.batch_table
    append = rows._append

    async def append_after(_rows: Any, partition: int, these: Mapping[bytes, Any], *how: Any) -> Any:
        for key, row in these.items():
            rows._store()._dbs[partition].put(key, row)
        return await append(partition, these, *how)

    rows._append = MethodType(append_after, rows)


def keep_versions(process: Process) -> None:
    """Keep the known versions over a rebalance."""
    if isinstance(process, Worker):
        process.app._forgetters.clear()


def no_lease_no_repair(process: Process) -> None:
    """Write regardless of the group's view of this worker, and keep old rows."""
    if not isinstance(process, Worker):
        return
    app = process.app
    app.lease.__class__ = type("AlwaysFresh", (app.lease.__class__,), {"is_fresh": True})
    rows, repairer = cast("Any", app.batch_table), cast("Any", app.repairer)
    rows.fence, rows.may_commit, repairer.repair = lambda: None, lambda _fences: True, lambda: 0


def no_compare(process: Process) -> None:
    """Treat every fix and every row as newer than the last."""
    import agents.keeper

    keeper: Any = agents.keeper
    keeper.decide_fix = lambda *_, **__: Decision.ACCEPTED
    decide = keeper.PositionKeeper._decide

    def decide_blindly(self: Any, partition: int, offset: int, index: int, fix: Any, counts: Any) -> None:
        self._known.drop(partition, fix.shipmentId)
        decide(self, partition, offset, index, fix, counts)

    keeper.PositionKeeper._decide = decide_blindly
    for feed in parts_of(process, "ChangeFeed"):
        ever_later = count(time(), 1e-3)
        feed._store.kind = replace(feed._store.kind, leading_of=lambda _row, later=ever_later: next(later))


def forget_nothing(_process: Process) -> None:
    """Read control records and leave the rows as they are."""
    import agents.keeper

    keeper: Any = agents.keeper
    keeper.PositionKeeper._forget_subject = lambda *_: None


def parts_of(process: Process, name: str) -> list[Any]:
    """Return the parts of a composed process that are of a class."""
    return [part for part in process.parts if type(part).__name__ == name]


def stuck_agent(process: Process) -> None:
    """Let the agent wait endlessly after the first records, as many reports of stalled consumers describe."""
    if isinstance(process, Worker):
        rows: Any = process.app.batch_table
        rows.wait_for_room = asyncio.Event().wait


BREAKS: dict[str, Callable[[Process], None]] = {
    "answer-before-ack": answer_before_ack,
    "commit-before-changelog": commit_before_changelog,
    "rocksdb-first": rocksdb_first,
    "keep-versions": keep_versions,
    "no-lease-no-repair": no_lease_no_repair,
    "no-compare": no_compare,
    "forget-nothing": forget_nothing,
    "stuck-agent": stuck_agent,
    "slow-changelog": slow_changelog,
}
