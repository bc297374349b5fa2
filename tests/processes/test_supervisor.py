import os
import signal
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from app.processes.commands import Counts, commands
from app.settings import Settings
from app.start_error import StartError
from tests.product.process import Process, python, started
from tests.waiting import eventually

CHILD = """
import os, pathlib, signal, sys, threading
from app.processes.parent_watch import end_with_parent
folder, name, stop = pathlib.Path(sys.argv[1]), sys.argv[2], threading.Event()
def on_term(*_):
    stop.set()
signal.signal(signal.SIGTERM, signal.SIG_IGN if name == "stubborn" else on_term)
end_with_parent(int(sys.argv[-1]), 1.0)
with (folder / "log").open("a") as log:
    print("start", name, os.getpid(), os.environ["TRACKER_LOG_PROCESS"], file=log, flush=True)
    if name.startswith("hopeless"):
        sys.exit(78)
    if name == "dying":
        sys.exit(3)
    if name == "brief":
        sys.exit(0)
    if name == "asking":
        os.write(int(sys.argv[-1]), b"dd?")
    stop.wait()
    print("stop", name, os.getpid(), file=log, flush=True)
"""

SUPERVISOR = """
import asyncio, sys
from pathlib import Path
import app.processes.demo_fleet
from app.processes.child import ChildCommand
from app.observability.logs import configure_logging
from app.start_console import StartConsole
from app.settings import Settings
from app.start_error import StartError
from app.processes.supervisor import Supervisor
configure_logging("info", "text")
folder, child, *names = sys.argv[1:]
settings = Settings(
    shutdown_s=1.0, restart_first_s=0.02, restart_most_s=0.05, restart_max=4, data=Path(folder), demo="asking" in names
)
def command(name):
    return ChildCommand(name, (sys.executable, "-c", child, folder, name), may_end=name == "brief", is_needed="spare" not in name)
kinds = [name.removesuffix("-demo") for name in names if name.endswith("-demo")]
demo = kinds * 2 or ["demo-1", "demo-2"]
app.processes.demo_fleet.demo_commands = lambda _settings: [command(name) for name in demo]
commands = [command(name) for name in names if not name.endswith("-demo")]
sys.exit(asyncio.run(Supervisor(settings, commands, StartConsole(sys.stderr)).run()))
"""


class Log:
    """What the children of a supervisor under test wrote: `start name pid log-process` and `stop name pid`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "log"

    def lines(self, event: str = "") -> list[list[str]]:
        text = self._path.read_text() if self._path.exists() else ""
        return [line.split() for line in text.splitlines() if line.startswith(event)]

    def pids(self) -> list[int]:
        return [int(line[2]) for line in self.lines("start")]

    def names(self, event: str) -> list[str]:
        return [line[1] for line in self.lines(event)]


def is_alive(pid: int) -> bool:
    """Return whether the process runs; one that ended and was not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def supervise(tmp_path: Path, *names: str) -> AbstractContextManager[Process]:
    """Run a supervisor of children of these names."""
    return started(python("-c", SUPERVISOR, str(tmp_path), CHILD, *names, output=tmp_path / "said"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_the_worker_first_then_the_broker_and_the_exit_code_is_0(
    tmp_path: Path, number: signal.Signals
) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "worker") as process:
        await eventually(lambda: len(log.pids()) == 2)
        process.send(number)
        assert process.wait(10) == 0
    assert log.names("stop") == ["worker", "broker"]


async def test_ctrl_c_in_the_terminal_reaches_only_the_supervisor(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "worker") as process:
        await eventually(lambda: len(log.pids()) == 2)
        assert all(os.getsid(pid) != os.getsid(process.pid) for pid in log.pids())


async def test_each_child_gets_the_name_for_its_log_lines(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "worker-1", "edge-2"):
        await eventually(lambda: len(log.pids()) == 2)
    assert sorted((line[1], line[3]) for line in log.lines("start")) == [("edge-2", "edge-2"), ("worker-1", "worker-1")]


async def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "worker"):
        await eventually(lambda: len(log.pids()) == 1)
        os.kill(log.pids()[0], signal.SIGKILL)
        await eventually(lambda: len(log.pids()) == 2)
        assert is_alive(log.pids()[1])


async def test_a_child_that_keeps_crashing_is_given_up_and_logged_once(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "dying") as process:
        assert process.wait(10) == 1
    assert log.names("start").count("dying") == 4
    assert log.names("stop") == ["broker"]
    said = (tmp_path / "said").read_text()
    assert said.count("dying exited (exit code 3)") == 1
    assert "dying crashed 4 times in a row; giving up" in said


async def test_a_child_with_exit_code_78_is_not_restarted_and_stops_the_rest(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "hopeless") as process:
        assert process.wait(10) == 1
    assert log.names("start").count("hopeless") == 1
    assert "hopeless cannot start; its last message above" in (tmp_path / "said").read_text()
    assert not any(is_alive(pid) for pid in log.pids())


async def test_a_child_that_may_end_and_does_is_not_started_again(tmp_path: Path) -> None:
    with supervise(tmp_path, "broker", "brief") as process:
        assert process.wait(10) == 1, "who supervises nothing else ends with it"
    assert Log(tmp_path).names("start").count("brief") == 1


def has_demo(log: Log) -> bool:
    return {"demo-1", "demo-2"} <= {*log.names("start")}


async def test_one_demo_starts_when_children_ask_repeatedly_and_all_of_it_stops_first(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "asking") as process:
        await eventually(lambda: has_demo(log))
        process.send(signal.SIGTERM)
        assert process.wait(10) == 0
    assert sorted(log.names("start")) == ["asking", "broker", "demo-1", "demo-2"]
    assert sorted(log.names("stop")[:2]) == ["demo-1", "demo-2"]
    assert log.names("stop")[2:] == ["asking", "broker"]


async def test_a_process_of_the_demo_that_dies_is_started_again_alone(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "asking"):
        await eventually(lambda: has_demo(log))
        [pid] = [int(line[2]) for line in log.lines("start") if line[1] == "demo-1"]
        os.kill(pid, signal.SIGKILL)
        await eventually(lambda: log.names("start").count("demo-1") == 2)
    assert log.names("start").count("demo-2") == 1


async def test_a_demo_that_has_ended_ends_nothing_else(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "asking", "brief-demo") as process:
        await eventually(lambda: log.names("start").count("brief") == 2)
        pids = [int(line[2]) for line in log.lines("start") if line[1] == "brief"]
        await eventually(lambda: not any(is_alive(pid) for pid in pids))
        process.send(signal.SIGTERM)
        assert process.wait(10) == 0
    assert log.names("start").count("brief") == 2


async def test_a_demo_outlives_no_supervisor_that_was_killed(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "asking") as process:
        await eventually(lambda: has_demo(log))
        process.kill()
        await eventually(lambda: not any(is_alive(pid) for pid in log.pids()))


async def test_every_process_of_a_demo_that_ignores_the_signal_is_killed(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "asking", "stubborn-demo") as process:
        await eventually(lambda: log.names("start").count("stubborn") == 2)
        process.send(signal.SIGTERM)
        assert process.wait(10) == 0
        assert process.said.count("stubborn did not exit within 1.0 s and is killed") == 2
    assert not any(is_alive(pid) for pid in log.pids())


async def test_a_child_that_ignores_the_signal_is_killed(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "stubborn") as process:
        await eventually(lambda: len(log.pids()) == 2)
        process.send(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not any(is_alive(pid) for pid in log.pids())


async def test_a_second_ctrl_c_ends_everything_at_once(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "stubborn") as process:
        await eventually(lambda: len(log.pids()) == 1)
        process.send(signal.SIGINT)
        await eventually(lambda: "stopping" in (tmp_path / "said").read_text())
        process.send(signal.SIGINT)
        assert process.wait(0.8) == 0
    assert not any(is_alive(pid) for pid in log.pids())


@pytest.mark.parametrize("name", ["worker", "stubborn"])
async def test_no_child_outlives_a_supervisor_that_was_killed(tmp_path: Path, name: str) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", name) as process:
        await eventually(lambda: len(log.pids()) == 2)
        process.kill()
        await eventually(lambda: not any(is_alive(pid) for pid in log.pids()))


async def test_a_child_that_the_others_do_not_need_ends_none_of_them(tmp_path: Path) -> None:
    log = Log(tmp_path)
    with supervise(tmp_path, "broker", "worker", "hopeless-spare") as process:
        await eventually(lambda: "hopeless-spare cannot start" in process.said and "worker" in log.names("start"))
        assert "the other processes continue without it" in process.said
        assert [
            is_alive(pid) for name, pid in zip(log.names("start"), log.pids(), strict=True) if name == "worker"
        ] == [True]
        process.send(signal.SIGTERM)
        assert process.wait(10) == 0
    assert log.names("stop") == ["worker", "broker"]


def test_the_command_of_a_child_is_this_python() -> None:
    assert [command.name for command in commands(Settings(kafka=""), Counts())] == ["broker", "worker", "dispatcher"]
    assert [command.name for command in commands(Settings(kafka="somewhere:9092"), Counts())] == [
        "worker",
        "dispatcher",
    ]
    assert all(command.argv[0] == sys.executable for command in commands(Settings(), Counts()))


def test_everything_but_a_dispatcher_is_needed() -> None:
    needed = {command.name: command.is_needed for command in commands(Settings(kafka=""), Counts(edges=1))}
    assert needed == {"broker": True, "worker": True, "edge": True, "dispatcher": False}


def test_edges_take_the_first_ports_and_only_the_first_process_the_second_port() -> None:
    broker, *serving = commands(Settings(kafka="", http_port=8080), Counts(workers=2, dispatchers=2, edges=2))
    assert (broker.name, dict(broker.settings)) == ("broker", {})
    assert {command.name: dict(command.settings) for command in serving} == {
        "worker-1": {"http_port": 8082, "dashboard_port": 0, "worker": "worker-1"},
        "worker-2": {"http_port": 8083, "dashboard_port": 0, "worker": "worker-2"},
        "dispatcher-1": {"http_port": 8084, "dashboard_port": 0, "dispatcher": "dispatcher-1"},
        "dispatcher-2": {"http_port": 8085, "dashboard_port": 0, "dispatcher": "dispatcher-2"},
        "edge-1": {"http_port": 8080},
        "edge-2": {"http_port": 8081, "dashboard_port": 0},
    }


def test_a_dispatcher_leaves_ports_that_are_in_use_to_their_holders() -> None:
    taken = {8080, 8081, 8082}
    found = commands(Settings(kafka="a:1", http_port=8080), Counts(dispatchers=2), lambda port: port not in taken)
    assert [(command.name, command.settings["http_port"]) for command in found] == [
        ("worker", 8080),
        ("dispatcher-1", 8083),
        ("dispatcher-2", 8084),
    ]


def test_several_take_their_names_after_the_one_that_is_set() -> None:
    named = [
        commands(Settings(worker=name, dispatcher=name), Counts(workers=2, dispatchers=2))[1:]
        for name in ("east", "auto")
    ]
    assert [
        [command.settings.get("worker", command.settings.get("dispatcher")) for command in four] for four in named
    ] == [["east-1", "east-2", "east-1", "east-2"], [None] * 4]


@pytest.mark.parametrize(
    ("settings", "counts", "sentence"),
    [
        ({"partitions": 2}, Counts(workers=3), "Start at most 2 workers"),
        ({"partitions": 2}, Counts(dispatchers=3), "Start at most 2 dispatchers"),
        ({"http_port": 65_533}, Counts(2, 0, 2), "4 processes need 4 ports"),
    ],
)
def test_more_processes_than_there_is_room_for_are_refused_before_any_starts(
    settings: dict[str, int], counts: Counts, sentence: str
) -> None:
    with pytest.raises(StartError, match=sentence):
        commands(Settings.model_validate(settings), counts)
