import os
import signal
import sys
from pathlib import Path

import pytest

from app.polling import wait_until
from tests.product import proc
from tests.product.process import Process, python, started, stopped_afterwards
from tests.waiting import eventually

SLEEPER = "import signal, sys; print('up', flush=True); signal.pause()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPER!r}])"


def fail_beside(process: Process) -> None:
    """Fail while a process runs."""
    with started(process):
        assert wait_until(lambda: "up" in process.said, 10)
        _ = 1 / 0


def test_a_process_is_gone_after_a_test_that_fails(tmp_path: Path) -> None:
    process = python("-c", SLEEPER, output=tmp_path / "said")
    with pytest.raises(ZeroDivisionError):
        fail_beside(process)
    assert (process.is_running, process.code) == (False, -signal.SIGKILL)


def test_a_failed_test_prints_what_its_process_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    process = python("-c", f"print('the reason'); {SLEEPER}", output=tmp_path / "said")
    with pytest.raises(ZeroDivisionError):
        fail_beside(process)
    assert capsys.readouterr().out == "the reason\nup\n\n"


async def test_a_process_is_stopped_cleanly_after_the_block(tmp_path: Path) -> None:
    program = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(5)); print(1, flush=True); signal.pause()"
    async with stopped_afterwards(python("-c", program, output=tmp_path / "said")) as process:
        await eventually(lambda: process.said)
    assert process.code == 5


async def test_the_whole_family_is_killed_at_once(tmp_path: Path) -> None:
    with started(python("-c", PARENT, output=tmp_path / "said")) as process:
        await eventually(lambda: "up" in process.said)
        [_, child] = process.family
        process.kill_family()
        await eventually(lambda: not proc.command_of(child))
        assert process.family == []


async def test_a_killed_process_can_be_started_again_and_shows_the_last_words_of_its_current_run(
    tmp_path: Path,
) -> None:
    with started(python("-c", "import os; print(os.getpid(), flush=True)", output=tmp_path / "said")) as process:
        process.wait()
        first = process.pid
        process.start()
        process.wait()
        assert process.said.split() == [str(first), process.last_words]


def test_a_process_that_watches_its_parent_gets_a_pipe_that_closes_with_it(tmp_path: Path) -> None:
    program = "import os, sys; print(sys.argv[1], flush=True); os.read(int(sys.argv[2]), 1)"
    process = Process([sys.executable, "-c", program], tmp_path / "said", watches_parent=True)
    process.start()
    assert process.is_running
    process._close()
    assert (process.wait(), process.said) == (0, "--parent-fd\n")


def test_each_process_has_a_session_of_its_own(tmp_path: Path) -> None:
    with started(python("-c", SLEEPER, output=tmp_path / "said")) as process:
        assert os.getsid(process.pid) == process.pid
