"""The verdicts on commands, waited for in the replica: one wait a request, woken by the rows that carry them."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from web.commands.command import Command
from web.deliveries.row_waiter import Look, RowWaiter


class Verdict(NamedTuple):
    """The decision on a command, and the revisions of the row that shows it."""

    code: str | None
    """Why it was refused; None where it was accepted."""
    plan_revision: int
    revision: int


class _RowVerdict(msgspec.Struct, gc=False):
    commandId: str
    code: str | None = None


class _DecidedRow(msgspec.Struct, gc=False):
    planRevision: int
    revision: int
    verdicts: tuple[_RowVerdict, ...] = ()


_decode = msgspec.json.Decoder(_DecidedRow).decode


class AwaitedVerdicts:
    """The verdicts on the commands of one request."""

    def __init__(self, waiter: RowWaiter, commands: Sequence[Command]) -> None:
        self._waiter = waiter
        self.found: dict[str, Verdict] = {}
        """By the id of the command."""
        self.all_found: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        by_shipment: dict[str, set[str]] = {}
        for command in commands:
            by_shipment.setdefault(command.shipment_id, set()).add(command.id)
        self._waiting: dict[str, Look] = {}
        self._missing = len(by_shipment)
        for shipment_id, ids in by_shipment.items():
            look = self._look_for(ids)
            if waiter.wait(shipment_id, look):
                self._waiting[shipment_id] = look
        if not by_shipment:
            self.all_found.set_result(None)

    def close(self) -> None:
        """Wait no more."""
        for shipment_id, look in self._waiting.items():
            self._waiter.forget(shipment_id, look)
        self._waiting.clear()

    def _look_for(self, missing: set[str]) -> Look:
        def look(raw: bytes) -> bool:
            row = _decode(raw)
            for verdict in row.verdicts:
                if verdict.commandId in missing:
                    missing.discard(verdict.commandId)
                    self.found[verdict.commandId] = Verdict(verdict.code, row.planRevision, row.revision)
            if missing:
                return False
            self._missing -= 1
            if not self._missing and not self.all_found.done():
                self.all_found.set_result(None)
            return True

        return look
