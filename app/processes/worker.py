"""A worker: all parts of an edge, and the table `latest` with its agent."""

from agents.keeper import ContactRules, PositionKeeper
from agents.positions import register
from app.clock import Clock, SystemClock
from app.demo import DemoSwitch
from app.engine.app import TrackerApp
from app.engine.context import EngineContext
from app.engine.create import create_engine_app
from app.fixes.latest_table import latest_table
from app.process import Faults, Process
from app.processes.serving import Base, create_base, serving_parts
from app.processes.table_parts import table_parts
from app.settings import Settings
from web.replica.table_replica import TableReplica


class Worker(Process):
    """A process with the engine's application."""

    app: TrackerApp


def create_worker(settings: Settings, clock: Clock | None = None, demo: DemoSwitch | None = None) -> Worker:
    """Return a worker that is composed and not started."""
    base, faults = create_base(settings, clock or SystemClock(), "table"), Faults()
    app = _create_positions_app(base)
    parts = serving_parts(base, demo or DemoSwitch(settings, None), table_parts(app, faults), app.repairer)
    worker = Worker(settings, base.clock, base.readiness, faults, parts)
    worker.app = app
    return worker


def _create_positions_app(base: Base) -> TrackerApp:
    settings, spec = base.settings, latest_table(base.settings)
    context = EngineContext(
        settings=settings,
        spec=spec,
        clock=base.clock,
        metrics=base.metrics,
        readiness=base.readiness,
        epoch=lambda: base.gate.epochs[spec.changelog_topic],
        replica=TableReplica(base.view.store) if settings.serve else None,
    )
    app = create_engine_app(context)
    keeper = PositionKeeper(
        app.batch_table,
        partitions=spec.partitions,
        rejected_topic=settings.rejected_topic,
        cache_size=settings.version_cache_size,
        contacts=ContactRules(settings.contact_accuracy_m, settings.contact_interval_s),
        metrics=base.metrics,
    )
    register(app, app.input(), app.batch_table, keeper)
    app.on_revoked(keeper.forget)
    return app
