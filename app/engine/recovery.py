"""Faust's table recovery with the bulk restore in its place.

The restore runs inside the recovery task, before Faust compares offsets, and Faust then finds nothing to do. Inside the
partitions-assigned callback it would loop without end once it outlasts the session time-out, since no heartbeats are sent
there. Needs `broker_request_timeout` above the longest restore, else the task ends silently and the worker is never ready.
Read against faust-streaming 0.15.3 (tables/recovery.py, tables/manager.py).
"""

import logging
from collections import Counter
from typing import TYPE_CHECKING, cast

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.types import TP, ConsumerT

from app.engine.store import TrackerStore
from app.table.input_check import InputCheck
from app.table.restore import BulkRestore
from app.table.whole_check import WholeCheck

if TYPE_CHECKING:
    from app.engine.app import TrackerApp

log = logging.getLogger(__name__)


class BulkRecovery(Recovery):
    """Recovery that first brings every assigned partition to the changelog's end."""

    async def _build_highwaters(self, consumer: ConsumerT, tps: set[TP], destination: Counter[TP], title: str) -> None:
        if title != "active" or not tps:
            await super()._build_highwaters(consumer, tps, destination, title)
            return
        await self._restore(tps)  # a CancelledError here is the next rebalance: it must pass
        destination.clear()
        for tp in tps:
            offset = self.tp_to_table[tp].persisted_offset(tp)
            assert offset is not None  # the restore has just stored it
            # Equal, whatever was appended since: Faust's own recovery would apply it without comparing versions.
            self.active_offsets[tp] = destination[tp] = offset

    async def _restore(self, tps: set[TP]) -> None:
        app = cast("TrackerApp", self.app)
        context, store = app.context, cast("TrackerStore", app.table.data)
        settings, spec = context.settings, context.spec
        partitions = [tp.partition for tp in tps if tp.topic == spec.changelog_topic]
        restore = BulkRestore(settings.bootstrap, spec, store, context.epoch(), context.clock, context.replica)

        def on_progress(done: int, total: int) -> None:
            app.restored_records = done
            context.readiness.wait_for("table", f"restoring the table: {done} of {total} records")

        if not spec.input_can_rebuild:
            await WholeCheck(
                settings.bootstrap,
                spec,
                store,
                context.epoch(),
                settings.table_wait_s,
                lambda what: context.readiness.wait_for("table", what),
            ).run(partitions)
        restored = await restore.run(partitions, on_progress)
        if spec.decided_by is not None:
            await InputCheck(settings.bootstrap, spec, store, spec.decided_by).run(partitions)
        app.restored_partitions = frozenset(partitions)
        context.metrics.counter("tracker_restored_rows_total").labels(spec.name).inc(restored)
        if restored:
            log.info("restored %d rows from the changelog", restored)


class TrackerTableManager(TableManager):
    """The table manager with bulk recovery; tells the readiness when the table is whole."""

    @property
    def recovery(self) -> Recovery:
        """Return the recovery service, made on first use."""
        if self._recovery is None:
            self._recovery = BulkRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    def on_actives_ready(self) -> None:
        """Say that every assigned partition is at the changelog's end."""
        super().on_actives_ready()
        cast("TrackerApp", self.app).context.readiness.ready("table")
