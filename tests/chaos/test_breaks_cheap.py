"""A promise broken on purpose, over the Kafka that all tests share: half a minute."""

from pathlib import Path

import pytest

from tests.chaos.test_breaks import CASES, Case, broken_in, options
from tests.chaos.world import world_in
from tests.kafka.embedded import unique_prefix

pytestmark = [pytest.mark.system, pytest.mark.timeout(240)]
CHEAP = ("no-compare",)


@pytest.mark.parametrize("case", [case for case in CASES if case.names[-1] in CHEAP], ids=lambda case: case.names[-1])
async def test_the_judge_reports_a_promise_that_is_broken_on_purpose(case: Case, tmp_path: Path, kafka: str) -> None:
    with world_in(tmp_path / "world", *options(case), kafka=kafka, prefix=unique_prefix()) as world:
        assert case.broken <= await broken_in(world, case)
