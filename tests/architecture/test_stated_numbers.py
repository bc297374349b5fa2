import re
from collections.abc import Iterable, Iterator
from math import ceil

import pytest

from app.settings import Settings
from tests.architecture.markdown import tables_of
from tests.architecture.project import ROOT
from tests.architecture.stated_numbers import POSITIONS_CHAOS_MINUTES, STATED
from tests.chaos.dispatch.faults import DISPATCHER_FAULTS
from tests.chaos.faults import FAULTS

DEFAULTS = Settings.model_construct()
BESIDE_A_NAME = re.compile(r"`TRACKER_[A-Z_]+`,? \(?\d[\d ]*[A-Za-z]*")
"""A number directly after the name of a setting: most likely its default."""
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text()


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _unsaid(page: str, sentences: Iterable[str]) -> list[str]:
    """Return the sentences that the page lacks, ignoring line breaks."""
    said = _in_one_line(page)
    return [sentence for sentence in sentences if _in_one_line(sentence) not in said]


def _unchecked(page: str, sentences: Iterable[str]) -> Iterator[str]:
    """Yield the numbers after names of settings that no sentence states."""
    known = _in_one_line(" ".join(sentences))
    for found in BESIDE_A_NAME.findall(_in_one_line(page)):
        if found.rstrip() not in known:
            yield found.rstrip()


@pytest.mark.parametrize("name", STATED)
def test_the_numbers_that_a_page_states_are_those_of_the_code(name: str) -> None:
    unsaid = _unsaid((ROOT / name).read_text(), STATED[name](DEFAULTS))
    assert unsaid == []


@pytest.mark.parametrize("name", [name for name in STATED if name.endswith(".md")])
def test_every_number_beside_the_name_of_a_setting_is_checked(name: str) -> None:
    unchecked = list(_unchecked((ROOT / name).read_text(), STATED[name](DEFAULTS)))
    assert unchecked == []


def test_the_last_run_shows_every_fault_with_its_limit_and_took_as_long_as_the_pages_say() -> None:
    [shown] = [table.rows[1:] for table in tables_of(RELIABILITY) if table.head[0] == "fault"]
    assert [(row[0], row[-3].rpartition("(")[2]) for row in shown] == [
        (fault.name, f"{fault.recovery_s:g} s)") for fault in FAULTS if fault not in DISPATCHER_FAULTS
    ]
    took_s = re.search(r"`make chaos SEED=\d+`, (\d+) s on two cores", RELIABILITY)
    assert took_s
    assert ceil(int(took_s[1]) / 60) == POSITIONS_CHAOS_MINUTES


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("docs/api.md", {"heartbeat_s": 11.0}),
        ("docs/api.md", {"stream_max_frames_per_s": 100.0}),
        ("docs/production.md", {"ring_size": 50_000}),
        ("docs/production.md", {"table_cache_bytes": 32 << 20}),
        ("docs/reliability.md", {"stall_after_s": 61.0}),
        ("docs/security.md", {"rate_address_per_s": 5.0}),
        ("docs/topics.md", {"envelope_max_fixes": 256}),
    ],
)
def test_another_default_is_found(name: str, changed: dict[str, float]) -> None:
    other = Settings.model_construct(**changed)  # type: ignore[arg-type]  # pydantic types each by its name
    unsaid = _unsaid((ROOT / name).read_text(), STATED[name](other))
    assert unsaid != []


def test_a_number_that_nothing_checks_is_found() -> None:
    page = "with `TRACKER_STALL_AFTER_S` (60 s) and\n`TRACKER_RING_SIZE`, 100 000 and `TRACKER_REPLICATION=3`"
    assert list(_unchecked(page, ["`TRACKER_STALL_AFTER_S` (60 s)"])) == ["`TRACKER_RING_SIZE`, 100 000 and"]
