import fcntl
from pathlib import Path
from threading import Thread

from tests.company import turn_to_run
from tests.waiting import eventually


def _started(folder: Path, name: str, ran: list[str], *, alone: bool) -> Thread:
    """Start a test in a thread: locks belong to open files, so threads wait as processes do."""

    def run() -> None:
        with turn_to_run(folder, alone=alone):
            ran.append(name)

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread


def _is_waited_for(folder: Path) -> bool:
    with (folder / "entrance").open("w") as entrance:
        try:
            fcntl.flock(entrance, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


async def test_tests_run_beside_each_other(tmp_path: Path) -> None:
    with turn_to_run(tmp_path, alone=False), turn_to_run(tmp_path, alone=False):
        pass


async def test_a_test_that_runs_alone_waits_for_the_running_ones_and_goes_before_later_ones(tmp_path: Path) -> None:
    ran: list[str] = []
    with turn_to_run(tmp_path, alone=False):
        alone = _started(tmp_path, "alone", ran, alone=True)
        await eventually(lambda: _is_waited_for(tmp_path))
        later = _started(tmp_path, "later", ran, alone=False)
        assert ran == []
    alone.join(10)
    later.join(10)
    assert ran == ["alone", "later"]


async def test_no_test_starts_while_one_runs_alone(tmp_path: Path) -> None:
    ran: list[str] = []
    with turn_to_run(tmp_path, alone=True):
        later = _started(tmp_path, "later", ran, alone=False)
        await eventually(lambda: _is_waited_for(tmp_path))
        assert ran == []
    later.join(10)
    assert ran == ["later"]
