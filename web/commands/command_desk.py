"""Takes commands: stores them in Kafka and waits, for a bounded time, until the replica shows what was decided."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from web.commands.command import Command
from web.commands.command_log import CommandLog
from web.commands.deadlines import Deadlines
from web.commands.outcomes import ACCEPTED, PENDING, REFUSED
from web.commands.verdicts import AwaitedVerdicts, Verdict
from web.deliveries.row_waiter import RowWaiter

Verdicts = Mapping[str, Verdict]
"""By the id of the command; those without one are pending."""


class CommandDesk:
    """The way of every command of this process."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics, log: CommandLog, waiter: RowWaiter) -> None:
        self._settings, self._clock, self._log, self._waiter = settings, clock, log, waiter
        self._deadlines = Deadlines(settings.command_wait_s)
        self._waiting = 0
        self._total = metrics.counter("tracker_commands_total")
        self._seconds = metrics.histogram("tracker_command_seconds")
        metrics.gauge("tracker_commands_waiting").set_function(lambda: self._waiting)

    async def decide(self, commands: Sequence[Command]) -> Verdicts:
        """Return the verdicts that arrived in time.

        Raises ProblemError `overloaded` if too many commands wait, `kafka_unavailable` if Kafka may not hold all of them.
        """
        if self._waiting and self._waiting + len(commands) > self._settings.max_waiting_commands:
            raise self._log.refusal("overloaded", "Too many commands wait for their decision; try again.")
        self._log.require_room(commands)
        started_at = self._clock.monotonic()
        self._waiting += len(commands)
        awaited = AwaitedVerdicts(self._waiter, commands)
        try:
            # What was decided already is a repetition, and needs no further decision.
            await self._log.append([command for command in commands if command.id not in awaited.found])
            await self._wait(awaited)
        finally:
            awaited.close()
            self._waiting -= len(commands)
        self._seconds.observe(self._clock.monotonic() - started_at)
        self._count(commands, awaited.found)
        return awaited.found

    async def _wait(self, awaited: AwaitedVerdicts) -> None:
        if awaited.all_found.done():
            return
        with suppress(TimeoutError):
            await self._deadlines.wait(awaited.all_found)

    def _count(self, commands: Sequence[Command], found: Verdicts) -> None:
        refused = sum(verdict.code is not None for verdict in found.values())
        accepted = len(found) - refused
        for outcome, count in ((ACCEPTED, accepted), (REFUSED, refused), (PENDING, len(commands) - len(found))):
            if count > 0:
                self._total.labels(outcome).inc(count)
