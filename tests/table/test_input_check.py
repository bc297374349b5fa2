from pathlib import Path
from typing import Any

import pytest
from rocksdict import Options, Rdict

from app.deliveries.deliveries_table import decided_offset, deliveries_table
from app.kafka.group_commits import GroupCommit
from app.settings import Settings
from app.table.input_check import InputCheck, may_be_replaced, replaced_sentence


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
    check = InputCheck("nowhere", deliveries_table(Settings()), store, decided_offset)
    assert await check._newest(0) == -1
    store.db[b"\0reserved"] = b'{"offset": 9999999, "revision": 1}'
    for number in range(4_100):
        store.db[f"PKG-{number}".encode()] = b'{"offset": %d, "revision": 1}' % (number * 7 % 4_100)
    store.db[b"broken"] = b"{"
    assert await check._newest(0) == 4_099


def test_the_sentence_names_the_topic_the_partitions_and_where_to_read_on() -> None:
    told = replaced_sentence(deliveries_table(Settings()), [3, 1])
    assert told.startswith("input_replaced: the topic delivery-commands ends before")
    assert "partitions 1, 3" in told
    assert "docs/production.md" in told
