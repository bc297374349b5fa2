import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import RecordsToDelete
from rocksdict import Options, Rdict

from app.deliveries.deliveries_table import decided_by, deliveries_table
from app.kafka.client import connected_admin
from app.kafka.group_commits import GroupCommit
from app.settings import Settings
from app.table.input_check import InputCheck, InputReplacedError, may_be_replaced, replaced_sentence
from app.table.spec import InputRecord
from tests.engine.workers import delete_topic
from tests.kafka.topics import ensure_all


@pytest.mark.parametrize(
    ("commit", "end", "expected"),
    [(None, 7, True), (GroupCommit(8, ""), 7, True), (GroupCommit(7, ""), 7, False), (GroupCommit(3, ""), 7, False)],
    ids=["Kafka deleted it with the topic", "after the end", "at the end", "before the end"],
)
def test_an_input_is_doubtful_where_the_group_has_no_commit_in_it(
    commit: GroupCommit | None, end: int, expected: bool
) -> None:
    assert may_be_replaced(commit, end) is expected


class Store:
    def __init__(self, folder: Path) -> None:
        self.db = Rdict(str(folder), Options(raw_mode=True))

    def _db_for_partition(self, _partition: int) -> Any:
        return self.db


async def test_the_greatest_offset_of_all_rows_counts_and_reserved_keys_do_not(tmp_path: Path) -> None:
    store: Any = Store(tmp_path / "db")
    check = InputCheck("nowhere", deliveries_table(Settings()), store, decided_by)
    assert await check._newest(0) is None
    store.db[b"\0reserved"] = b'{"offset": 9999999, "revision": 1}'
    for number in range(4_100):
        store.db[f"PKG-{number}".encode()] = b'{"offset": %d, "revision": 1}' % (number * 7 % 4_100)
    store.db[b"broken"] = b"{"
    store.db[b"undecided"] = b'{"offset": -1, "revision": 1}'
    assert await check._newest(0) == InputRecord(4_099, "")


@pytest.mark.parametrize(
    ("verdicts", "text"),
    [
        ([{"commandId": "k", "offset": 6}, {"commandId": "l", "offset": 7, "code": "forbidden"}], "l"),
        ([{"commandId": "k", "offset": 6}], ""),
        ([], ""),
    ],
)
def test_a_row_names_the_command_that_decided_it_last(verdicts: list[dict[str, Any]], text: str) -> None:
    row = json.dumps({"offset": 7, "revision": 1, "verdicts": verdicts}).encode()
    assert decided_by(row) == InputRecord(7, text)


async def _send(settings: Settings, *ids: str) -> None:
    async with AIOKafkaProducer(bootstrap_servers=settings.bootstrap) as producer:
        for each in ids:
            await producer.send_and_wait(settings.commands_topic, b'{"id":"%b"}' % each.encode(), partition=0)


@pytest.fixture
async def settings(make_settings: Callable[..., Settings]) -> Settings:
    """Return the settings of an installation whose topic of commands holds three commands."""
    made = make_settings(partitions=1)
    await ensure_all(made)
    await _send(made, "a", "b", "c")
    return made


def _check(settings: Settings, folder: Path, offset: int, command_id: str) -> InputCheck:
    store: Any = Store(folder / "db")
    verdicts = [{"commandId": command_id, "offset": offset}]
    store.db[b"PKG-1"] = json.dumps({"offset": offset, "revision": 1, "verdicts": verdicts}).encode()
    return InputCheck(settings.bootstrap, deliveries_table(settings), store, decided_by)


async def test_an_input_that_holds_the_last_decided_command_is_the_same_one(settings: Settings, tmp_path: Path) -> None:
    await _check(settings, tmp_path, 1, "b").run([0])


async def test_an_input_that_was_created_again_is_found_though_it_has_grown_past_what_was_decided(
    settings: Settings, tmp_path: Path
) -> None:
    check = _check(settings, tmp_path, 1, "b")
    await delete_topic(settings, settings.commands_topic)
    await ensure_all(settings)
    await _send(settings, "d", "e", "f", "g")
    with pytest.raises(InputReplacedError, match="input_replaced"):
        await check.run([0])


async def test_what_retention_has_removed_proves_nothing(settings: Settings, tmp_path: Path) -> None:
    check = _check(settings, tmp_path, 1, "of long ago")
    async with connected_admin(settings.bootstrap) as admin:
        await admin.delete_records({TopicPartition(settings.commands_topic, 0): RecordsToDelete(before_offset=2)})
    await check.run([0])


def test_the_sentence_names_the_topic_the_partitions_and_where_to_read_on() -> None:
    told = replaced_sentence(deliveries_table(Settings()), [3, 1])
    assert told.startswith("input_replaced: the topic delivery-commands does not hold what")
    assert "partitions 1, 3" in told
    assert "docs/production.md" in told
