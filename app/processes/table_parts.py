"""The parts of a process that keeps a table: the engine's application and its loops."""

from collections.abc import Sequence

from app.engine.app import TrackerApp
from app.engine.input_progress import InputProgress
from app.engine.part import Engine
from app.liveness.changelog_guard import ChangelogGuard
from app.liveness.kafka_watch import KafkaWatch
from app.liveness.watchdog import Watchdog
from app.process import Faults, Loop, Part
from app.table.flusher import Flusher
from app.table.gap_reader import GapReader
from app.table.refill import Refill
from app.table.state_age import StateStamps
from app.table.tombstone_writer import TombstoneWriter


def table_parts(app: TrackerApp, faults: Faults) -> Sequence[Part]:
    """Return the application and its loops in start order.

    The loops that write the table stop after the application, which still writes while it stops.
    """
    context = app.context
    settings, spec = context.settings, context.spec
    parts: list[Part] = [
        Loop("flusher", Flusher(app.batch_table, settings, lambda: app.has_backlog).run, faults),
        Loop("repairer", app.repairer.run, faults),
        Loop("changelog-guard", ChangelogGuard(settings.bootstrap, spec.changelog_topic, context.epoch).run, faults),
    ]
    if context.replica is None:  # otherwise the change feed sees all records of other workers
        gap_reader = GapReader(spec, app.batch_table, app.repairer, settings, lambda: app.has_settled)
        watch = KafkaWatch(settings, spec, context.metrics, context.readiness)
        parts += [Loop("gap-reader", gap_reader.run, faults), Loop("kafka-watch", watch.run, faults)]
    tombstones = TombstoneWriter(
        app.batch_table,
        context.clock,
        settings.tombstone_after_s,
        lambda: app.has_settled,
        InputProgress(app).read_to_the_end,
    )
    stamps = StateStamps(app.batch_table, context.clock, lambda: app.has_settled)
    if not spec.input_can_rebuild:
        refill = Refill(settings.bootstrap, spec, lambda: app.store, context.epoch, context.clock, context.metrics)
        parts.append(refill)
    return [
        *parts,
        Engine(app, faults),
        Loop("watchdog", Watchdog(app).run, faults),
        Loop("tombstones", tombstones.run, faults),
        Loop("state-stamps", stamps.run, faults),
    ]
