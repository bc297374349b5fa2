"""A dispatcher that, if told so, dies between its events and the rows that belong to them."""

import asyncio
import os
import signal
import sys
from typing import Any

import uvloop

from app.observability.logs import configure_logging
from app.process import Process
from app.processes.dispatcher import create_dispatcher, settings_of_dispatcher
from app.processes.run import run
from app.settings import Settings
from app.table.batch_table import BatchTable


def create(settings: Settings, dies_at_flush: int) -> Process:
    """Return the dispatcher, wired and not started; `dies_at_flush` 0: it never dies by itself."""
    dispatcher = create_dispatcher(settings_of_dispatcher(settings))
    if dies_at_flush:
        _die_at(dispatcher.app.batch_table, dies_at_flush)
    return dispatcher


def _die_at(rows: BatchTable, flush: int) -> None:
    append, flushes = rows._append, iter(range(flush))

    async def dying(*arguments: Any) -> Any:
        if next(flushes, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)  # Kafka has the events of this flush, and not its rows
        return await append(*arguments)

    setattr(rows, "_append", dying)  # noqa: B010  # mypy rejects a plain assignment to a method


if __name__ == "__main__":
    configure_logging("info", "text")
    main = run(lambda: create(Settings(), int(sys.argv[1])))
    sys.exit(asyncio.Runner(loop_factory=uvloop.new_event_loop).run(main))
