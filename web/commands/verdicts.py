"""The verdicts on commands, waited for in the replica: one wait a request, woken by the rows that carry them."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from web.commands.command import Command
from web.deliveries.row_waiter import RowWaiter


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
        self._missing: dict[str, tuple[str, ...]] = {}
        """The ids of commands by shipment."""
        for command in commands:
            self._missing[command.shipment_id] = (*self._missing.get(command.shipment_id, ()), command.id)
        look = self._look
        for shipment_id in tuple(self._missing):
            waiter.wait(shipment_id, look)
        if not commands:
            self.all_found.set_result(None)

    def close(self) -> None:
        """Wait no more."""
        for shipment_id in self._missing:
            self._waiter.forget(shipment_id, self._look)

    def _look(self, shipment_id: str, raw: bytes) -> bool:
        missing = self._missing[shipment_id]
        # Ids are random, so most rows without a verdict that is waited for are told without being decoded.
        if not any(command_id.encode() in raw for command_id in missing):
            return False
        row = _decode(raw)
        for verdict in row.verdicts:
            if verdict.commandId in missing:
                self.found[verdict.commandId] = Verdict(verdict.code, row.planRevision, row.revision)
        if left := tuple([command_id for command_id in missing if command_id not in self.found]):
            self._missing[shipment_id] = left
            return False
        del self._missing[shipment_id]
        if not self._missing and not self.all_found.done():
            self.all_found.set_result(None)
        return True
