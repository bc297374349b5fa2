"""Processes as Linux reports them: CPU time, memory, descendants, commands and open files."""

import os
from contextlib import suppress
from pathlib import Path

_UTIME, _STIME = 11, 12
"""Indexes in /proc/<pid>/stat, counted after the name of the command, which may contain anything."""


def cpu_ticks(stat: str) -> int:
    """Return user and system time in clock ticks, without its children's, from the text of /proc/<pid>/stat."""
    fields = stat[stat.rindex(")") + 2 :].split()
    return int(fields[_UTIME]) + int(fields[_STIME])


def resident_bytes(status: str) -> int:
    """Return the memory that is resident, from the text of /proc/<pid>/status; 0 for a process that has ended."""
    sizes = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(next(sizes, "0")) << 10


def cpu_s(pid: int) -> float:
    """Return the CPU seconds that the process itself has used so far."""
    return cpu_ticks(Path(f"/proc/{pid}/stat").read_text()) / os.sysconf("SC_CLK_TCK")


def memory_bytes(pid: int) -> int:
    """Return the resident memory of the process."""
    return resident_bytes(Path(f"/proc/{pid}/status").read_text())


def family_of(pid: int) -> list[int]:
    """Return the process and all that descend from it."""
    children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]
    return [pid, *(each for child in children for each in family_of(child))]


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:  # a thread that has just exited
        return []


def name_of(pid: int) -> str:
    """Return the name of the process's program."""
    return Path(f"/proc/{pid}/comm").read_text().strip()


def command_of(pid: int) -> str:
    """Return the command line of a process, or nothing if it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


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


def processes_of(data: Path) -> list[int]:
    """Return every other process, of any parent, that was started for this data folder or works in it."""
    variable = f"TRACKER_DATA={data}\0".encode()
    found = {*holders(data)}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            with suppress(OSError):
                if variable in (entry / "environ").read_bytes():
                    found.add(int(entry.name))
    return sorted(found - {os.getpid()})
