"""The guard with small programs instead of Java, since it treats every program alike."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded_kafka.java import GuardedJava
from tests.product.proc import holders
from tests.waiting import eventually

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
POLITE = "import time; print('up', flush=True); time.sleep(60)"


@pytest.fixture
def lock_fd(tmp_path: Path) -> Iterator[int]:
    fd = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
    yield fd
    os.close(fd)


def guarded(folder: Path, lock_fd: int, program: str) -> GuardedJava:
    (folder / "run").mkdir()
    return GuardedJava([sys.executable, "-S", "-c", program], "", folder / "run", lock_fd, grace_s=0.3)


@pytest.mark.parametrize("program", [STUBBORN, POLITE], ids=["ignores SIGTERM", "heeds SIGTERM"])
async def test_a_stop_ends_the_program_whether_it_listens_or_not(tmp_path: Path, lock_fd: int, program: str) -> None:
    java = guarded(tmp_path, lock_fd, program)
    await eventually(lambda: java.last_lines == ["up"])
    java.stop()
    assert java.exit_code == 128 + (signal.SIGKILL if program == STUBBORN else signal.SIGTERM)
    assert holders(tmp_path / "run") == []


async def test_a_program_that_ends_by_itself_gives_its_exit_code_and_its_last_words(
    tmp_path: Path, lock_fd: int
) -> None:
    java = guarded(tmp_path, lock_fd, "import sys; [print(n, flush=True) for n in range(99)]; sys.exit('over')")
    assert java.wait() == 1
    assert java.last_lines[-1] == "over"
    assert len(java.last_lines) == 50
    java.stop()


async def test_a_killed_guard_takes_a_stubborn_program_with_it(tmp_path: Path, lock_fd: int) -> None:
    java = guarded(tmp_path, lock_fd, STUBBORN)
    await eventually(lambda: java.last_lines == ["up"])
    java.kill()
    assert java.exit_code == -signal.SIGKILL
    assert holders(tmp_path / "run") == []
