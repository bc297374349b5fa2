"""Two processes that change one record at the same time lose nothing of each other."""

import asyncio
from collections.abc import Callable

import pytest

from app.kafka.register_desk import RegisterDesk

Words = frozenset[str]


class SharedLog:
    """The topic of a register: every process applies its records in one order."""

    def __init__(self) -> None:
        self.records: list[Words | None] = []
        self.before_write: Callable[[], None] = lambda: None
        """What another process does before the next record is written."""
        self.may_write = asyncio.Event()
        self.may_write.set()
        self.after_write: Callable[[], None] = lambda: None
        """What another process does before the next record is read back."""

    async def write(self, _name: str, record: Words | None) -> list[Words | None]:
        """Append a record; everything is read by when this returns."""
        begun = len(self.records)
        before, self.before_write = self.before_write, lambda: None
        before()
        await asyncio.sleep(0)
        await self.may_write.wait()
        self.records.append(record)
        after, self.after_write = self.after_write, lambda: None
        after()
        return self.records[begun:]

    def find(self, _name: str) -> Words | None:
        """Return the newest record."""
        return self.records[-1] if self.records else None

    def desk(self, wait_s: float = 60) -> RegisterDesk[Words]:
        """Return the desk of a process."""
        return RegisterDesk(self, self.find, wait_s)


def adding(word: str) -> Callable[[Words | None], Words | None]:
    return lambda before: (before or frozenset()) | {word}


async def test_a_record_that_another_process_wrote_in_between_is_not_lost() -> None:
    log = SharedLog()
    log.records.append(frozenset({"a"}))
    log.before_write = lambda: log.records.append(frozenset({"a", "theirs"}))
    assert await log.desk().change("x", adding("ours")) == frozenset({"a", "ours", "theirs"})
    assert log.find("x") == frozenset({"a", "ours", "theirs"})


async def test_what_a_third_process_decided_on_our_record_is_not_lost() -> None:
    log = SharedLog()
    log.before_write = lambda: log.records.append(frozenset({"theirs"}))
    log.after_write = lambda: log.records.append((log.records[-1] or frozenset()) | {"third"})
    assert await log.desk().change("x", adding("ours")) == frozenset({"ours", "third"})
    assert log.find("x") == frozenset({"ours", "third"})


async def test_a_change_does_not_wait_forever_for_the_one_before_it() -> None:
    log = SharedLog()
    desk = log.desk(wait_s=0)
    log.may_write.clear()
    first = asyncio.create_task(desk.change("x", adding("first")))
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        with pytest.raises(TimeoutError):
            await desk.change("x", adding("second"))
    log.may_write.set()
    assert await first == frozenset({"first"})
    assert log.find("x") == frozenset({"first"})


async def test_a_change_that_is_refused_on_what_another_process_wrote_restores_that() -> None:
    log = SharedLog()
    log.before_write = lambda: log.records.append(frozenset({"theirs"}))

    def only_the_first(before: Words | None) -> Words:
        if before:
            raise ValueError("exists")
        return frozenset({"ours"})

    with pytest.raises(ValueError, match="exists"):
        await log.desk().change("x", only_the_first)
    assert log.find("x") == frozenset({"theirs"})


async def test_changes_of_one_process_follow_each_other() -> None:
    log = SharedLog()
    desk = log.desk()
    await asyncio.gather(*(desk.change("x", adding(str(number))) for number in range(10)))
    assert log.find("x") == frozenset(map(str, range(10)))
    assert len(log.records) == 10


async def test_a_change_that_changes_nothing_writes_nothing() -> None:
    log = SharedLog()
    assert await log.desk().change("x", lambda before: before) is None
    assert log.records == []


async def test_a_removal_that_meets_the_change_of_another_process_is_decided_again() -> None:
    log = SharedLog()
    log.records.append(frozenset({"a"}))
    log.before_write = lambda: log.records.append(frozenset({"a", "theirs"}))
    assert await log.desk().change("x", lambda before: None if before == frozenset({"a"}) else before) == frozenset(
        {"a", "theirs"}
    )
    assert log.find("x") == frozenset({"a", "theirs"})
