import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.ports import OWN_PORTS, free_port
from app.reserved_ports import ReservedPorts
from app.start_error import StartError
from tests.product.process import Process, python, started
from tests.waiting import eventually

HOST = "127.0.0.1"
HOLDER = """
import signal, sys
from pathlib import Path
from app.reserved_ports import ReservedPorts
ports = ReservedPorts(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
print(*[ports.take("127.0.0.1") for _ in range(10)], flush=True)
signal.pause()
"""


@pytest.fixture
def ports() -> range:
    """Return twenty ports that no other test is given."""
    first = free_port(count=20)
    return range(first, first + 20)


def holder(file: Path, ports: range, output: Path) -> Process:
    """Return a process that takes ten of the ports and keeps them."""
    return python("-c", HOLDER, str(file), str(ports[0]), str(ports[-1] + 1), output=output)


async def test_two_processes_never_get_the_same_port_even_before_they_listen(tmp_path: Path, ports: range) -> None:
    holders = [holder(tmp_path / "ports", ports, tmp_path / name) for name in "ab"]
    with started(holders[0]), started(holders[1]):
        await eventually(lambda: all(each.said.endswith("\n") for each in holders), 30)
        assert sorted(int(port) for each in holders for port in each.said.split()) == list(ports)
        with pytest.raises(StartError, match=f"No free port on {HOST} from {ports[0]} to {ports[-1]}"):
            ReservedPorts(tmp_path / "ports", ports).take(HOST)


async def test_the_ports_of_a_process_are_free_again_when_it_is_killed(tmp_path: Path, ports: range) -> None:
    first = holder(tmp_path / "ports", ports[:10], tmp_path / "said")
    with started(first):
        await eventually(lambda: first.said.endswith("\n"), 30)
    own = ReservedPorts(tmp_path / "ports", ports[:10])
    assert sorted(own.take(HOST) for _ in range(10)) == list(ports[:10])


def test_the_threads_of_a_process_never_get_the_same_port(tmp_path: Path, ports: range) -> None:
    own = ReservedPorts(tmp_path / "ports", ports)
    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(lambda _: own.take(HOST), range(20)))
    assert sorted(taken) == list(ports)


def test_a_port_on_which_a_program_listens_is_not_given_out(tmp_path: Path, ports: range) -> None:
    with socket.create_server((HOST, ports[0])), pytest.raises(StartError):
        ReservedPorts(tmp_path / "ports", ports[:1]).take(HOST)


def test_ports_in_a_row_are_all_reserved(tmp_path: Path, ports: range) -> None:
    own = ReservedPorts(tmp_path / "ports", ports[:4])
    with pytest.raises(StartError):
        own.take(HOST, 5)
    assert own.take(HOST, 4) == ports[0]
    with pytest.raises(StartError):
        own.take(HOST)


def test_a_free_port_is_below_those_of_outgoing_connections() -> None:
    assert free_port() in OWN_PORTS
    if sys.platform == "linux":
        first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
        assert OWN_PORTS[-1] < first
