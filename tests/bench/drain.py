"""The window in which a backlog is processed: progress and cost, from samples."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from aiohttp import ClientSession

from tests.product import proc
from tests.product.tracker import Tracker

POLL_S = 0.25
STALLED_S = 90.0


class Sample(NamedTuple):
    """At one moment: seconds, positions handled so far, CPU seconds used so far, rows written so far, rows to write."""

    at_s: float
    done: float
    cpu_s: float
    written: float
    pending: float = 0.0
    all_at_work: bool = True
    """Whether each of several processes has done something."""


class Drain(NamedTuple):
    """The result of a backlog: positions per second, CPU and written rows for each position."""

    per_s: float
    cpu_us: float
    written_share: float


Take = Callable[[], Awaitable[Sample]]


def drain_between(samples: Sequence[Sample]) -> Drain:
    """Return rate and cost from the first sample in which all workers are active to the last one."""
    ended = samples[-1]
    begun = next((sample for sample in samples if sample.done > 0 and sample.all_at_work), ended)
    count = ended.done - begun.done
    if count == 0:
        raise RuntimeError("The backlog was over within one sample, or before everybody was at work; make it longer")
    return Drain(
        count / (ended.at_s - begun.at_s),
        (ended.cpu_s - begun.cpu_s) / count * 1e6,
        (ended.written - begun.written) / count,
    )


async def drain(take: Take, positions: int) -> Drain:
    """Watch until this many positions are handled and written; raise RuntimeError after a long time without progress."""
    samples = [await take()]
    moved_at = samples[0].at_s
    while samples[-1].done < positions or samples[-1].pending:
        await asyncio.sleep(POLL_S)
        sample = await take()
        if sample != samples[-1]._replace(at_s=sample.at_s, cpu_s=sample.cpu_s):
            moved_at = sample.at_s
        elif sample.at_s - moved_at > STALLED_S:
            raise RuntimeError(f"Nothing moved for {STALLED_S:.0f} s; {sample.done:.0f} of {positions} are done")
        samples.append(sample)
    return drain_between(samples)


async def sample_of(workers: Sequence[Tracker], session: ClientSession) -> Sample:
    """Return what workers have done together, by their own metrics."""
    at_s = asyncio.get_running_loop().time()
    metrics = [await worker.samples(session) for worker in workers]
    done = [each.get("tracker_fixes_decided_total", 0.0) for each in metrics]
    written, pending = (
        sum(each.get(name, 0.0) for each in metrics)
        for name in ("tracker_table_rows_total", "tracker_table_pending_rows")
    )
    return Sample(
        at_s, sum(done), sum(proc.cpu_s(worker.process.pid) for worker in workers), written, pending, all(done)
    )
