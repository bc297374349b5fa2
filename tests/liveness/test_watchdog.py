"""What ends a worker: no progress, or another changelog."""

from types import SimpleNamespace
from typing import Any

import pytest

from app.domain.liveness import Observation
from app.liveness.changelog_guard import ChangelogGuard, ChangelogLostError
from app.liveness.watchdog import StalledError, Watchdog
from app.observability.metrics import Metrics
from app.settings import Settings
from tests.engine.tables import a_spec


def an_app() -> Any:
    """Return what the services read of an app."""
    context = SimpleNamespace(
        settings=Settings(stall_after_s=50, commit_interval_s=10), metrics=Metrics(), spec=a_spec()
    )
    return SimpleNamespace(context=context)


def test_a_worker_whose_lag_stays_is_ended_and_counted() -> None:
    app = an_app()
    watchdog = Watchdog(app)
    for at in range(0, 60, 10):
        watchdog.take(Observation(at, 7, True, ()), 10)
    with pytest.raises(StalledError, match="no progress for 60 s although 7 records are pending"):
        watchdog.take(Observation(60, 7, True, ()), 10)
    assert app.context.metrics.registry.get_sample_value("tracker_stalls_total", {"table": "table"}) == 1


def test_a_restore_that_hangs_ends_the_worker_too() -> None:
    watchdog = Watchdog(an_app())
    for at in range(0, 60, 10):
        watchdog.take(Observation(at, 0, False, ()), 10)
    with pytest.raises(StalledError, match="the table is not restored"):
        watchdog.take(Observation(60, 0, False, ()), 10)


@pytest.mark.parametrize(("epoch", "word"), [(None, "is gone"), ("second", "was replaced")])
def test_a_changelog_that_is_another_one_twice_in_a_row_ends_the_worker(epoch: str | None, word: str) -> None:
    guard = ChangelogGuard("kafka:9092", "changelog", lambda: "first")
    for seen in ("first", epoch, "first", epoch):
        guard.take(seen)
    with pytest.raises(ChangelogLostError, match=word):
        guard.take(epoch)
