"""The tracker's commands as real processes, and the processes that they leave."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.architecture.project import ROOT

END_WITHIN_S = 20.0


def environment(**settings: object) -> dict[str, str]:
    """Return this process's environment with settings as TRACKER_* variables."""
    return {**os.environ, **{f"TRACKER_{name.upper()}": str(value) for name, value in settings.items()}}


@contextmanager
def tracker(*arguments: str, output: Path, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
    """Yield `python -m app …` in its own session, with its output in a file; kill the whole session afterwards."""
    with python("-m", "app", *arguments, output=output, env=environment(**settings)) as process:
        yield process


@contextmanager
def python(*arguments: str, output: Path, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a Python process in its own session, with its output in a file."""
    with output.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def run_tracker(*arguments: str, also: Mapping[str, str] | None = None, **settings: object) -> tuple[int, str]:
    """Run `python -m app …` to its end; return the exit code and the output."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env={**environment(**settings), **(also or {})},
        capture_output=True,
        text=True,
        timeout=END_WITHIN_S,
        start_new_session=True,
    )
    return done.returncode, done.stdout + done.stderr


def holders(path: Path) -> list[int]:
    """Return the processes, of any parent, that work in `path` or hold a file below it open."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                links = [entry / "cwd", *(entry / "fd").iterdir()]
                if any(str(link.readlink()).startswith(str(path)) for link in links):
                    found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    """Return the command line of a process, or nothing if it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
