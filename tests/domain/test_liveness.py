from app.domain.liveness import Liveness, Observation, is_stalled, liveness_after

STALL_AFTER_S, LONGEST_PAUSE_S = 60.0, 30.0


def after(*observations: Observation) -> Liveness:
    """Return the liveness after some observations."""
    progress = Liveness()
    for observation in observations:
        progress = liveness_after(progress, observation, LONGEST_PAUSE_S)
    return progress


def observation(at_s: float, lag: int | None = 5, mark: int = 0, *, is_settled: bool = True) -> Observation:
    """Return an observation ten seconds or so after the one before."""
    return Observation(at_s, lag, is_settled, (mark,))


def stalls(*observations: Observation) -> bool:
    """Tell whether the last observation shows a stall."""
    return is_stalled(after(*observations), STALL_AFTER_S)


def test_work_that_waits_without_progress_is_a_stall_after_its_time_and_not_before() -> None:
    observations = [observation(at) for at in range(0, 61, 10)]
    assert stalls(*observations)
    assert not stalls(*observations[:-1])


def test_any_progress_restarts_the_time() -> None:
    assert not stalls(*(observation(at, mark=at // 50) for at in range(0, 91, 10)))


def test_a_worker_without_work_never_stalls() -> None:
    assert not stalls(*(observation(at, lag=0) for at in range(0, 200, 10)))


def test_a_restore_without_progress_is_a_stall_even_without_lag() -> None:
    assert stalls(*(observation(at, lag=0, is_settled=False) for at in range(0, 61, 10)))
    assert not stalls(*(observation(at, lag=0, mark=at, is_settled=False) for at in range(0, 200, 10)))


def test_while_kafka_does_not_answer_no_time_counts_and_afterwards_it_restarts() -> None:
    away = [observation(at, lag=None) for at in range(60, 200, 10)]
    assert not stalls(*(observation(at) for at in range(0, 51, 10)), *away, observation(200), observation(210))


def test_a_process_that_was_frozen_or_a_machine_that_slept_did_not_stall() -> None:
    assert not stalls(observation(0), observation(10), observation(3_600), observation(3_610))
    assert stalls(observation(0), *(observation(at) for at in range(3_600, 3_661, 10)))
