"""HTTP load by wrk, whose own share of a core is measured with it."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

LUA = Path(__file__).with_name("lua")
MISSING = "wrk is missing, so nothing was measured here. On Debian: apt-get install wrk"

MOST_REFUSED = 0.001
"""A greater share of refusals invalidates the measurement, since refusals are cheap."""


class Load(NamedTuple):
    """The result of one run of wrk; `loader_cpu` is its share of one core."""

    requests: int
    per_s: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    refused: int
    """Answers of 400 and above, and requests without an answer."""
    loader_cpu: float

    @property
    def note(self) -> str:
        """Return the note beside a figure."""
        refused = f", {self.refused} REFUSED OR LOST" if self.refused else ""
        return f"wrk used {self.loader_cpu:.0%} of a core{refused}"


def is_there() -> bool:
    """Tell whether wrk is installed."""
    return shutil.which("wrk") is not None


async def load(url: str, script: str, arguments: Sequence[str] = (), *, connections: int, seconds: int) -> Load:
    """Run a script of `lua/` against `url` for this many seconds; raise RuntimeError if wrk fails."""
    return await asyncio.to_thread(_run, url, _whole(script), arguments, connections, seconds)


def _whole(script: str) -> str:
    return "\n".join((LUA / f"{name}.lua").read_text() for name in (script, "summary"))


def _run(url: str, script: str, arguments: Sequence[str], connections: int, seconds: int) -> Load:
    # wrk reads its script from a file; this one is in memory and disappears with the descriptor.
    fd = os.memfd_create("script")
    os.write(fd, script.encode())
    argv = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", f"/proc/self/fd/{fd}", url]
    with subprocess.Popen(
        [*argv, "--", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, pass_fds=(fd,)
    ) as process:
        os.close(fd)
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"wrk failed:\n{said}")
    found = load_from(said, usage.ru_utime + usage.ru_stime)
    if found.refused > MOST_REFUSED * found.requests:
        raise RuntimeError(f"{url}: {found.refused} of {found.requests} requests were refused or lost")
    return found


def load_from(said: str, cpu_s: float) -> Load:
    """Return the load in wrk's last line."""
    summary = json.loads(said.strip().splitlines()[-1])
    seconds = summary["duration_us"] / 1e6
    return Load(
        requests=summary["requests"],
        per_s=summary["requests"] / seconds,
        p50_ms=summary["p50_us"] / 1000,
        p99_ms=summary["p99_us"] / 1000,
        max_ms=summary["max_us"] / 1000,
        refused=summary["bad_status"] + summary["broken"],
        loader_cpu=cpu_s / seconds,
    )
