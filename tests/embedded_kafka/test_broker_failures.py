"""Each start that cannot succeed: one sentence, no traceback, no second try, nothing left running."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaError

from app.embedded_kafka.folder import KafkaFolder
from app.ports import free_port
from app.settings import Settings
from app.start_error import DO_NOT_RESTART, StartError
from tests.kafka.embedded import OwnKafka, make_topic
from tests.product.proc import holders
from tests.product.process import started
from tests.product.tracker import process_of, run_command
from tests.waiting import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def refused(folder: Path, **settings: Any) -> str:
    """Return the sentence with which the embedded Kafka refuses to start."""
    kafka = OwnKafka(folder, takeover_wait_s=0, **settings)
    with pytest.raises(StartError) as error:
        kafka.start()
    assert holders(folder) == []
    return str(error.value)


def test_a_taken_broker_port_ends_run_with_one_sentence_and_code_1(tmp_path: Path, taken_port: int) -> None:
    code, said = run_command(
        "run", data=tmp_path, broker_port=taken_port, http_port=free_port(), dashboard_port=0, takeover_wait_s=0
    )
    sentence = (
        f"Port {taken_port} on 127.0.0.1 is in use by another program: stop that program, "
        "or choose another port with TRACKER_BROKER_PORT."
    )
    assert (code, said.count(sentence), "Traceback" in said) == (1, 1, False)
    assert holders(tmp_path) == []


def test_a_taken_http_port_ends_the_worker_with_one_sentence_and_the_code_not_to_restart(
    tmp_path: Path, taken_port: int
) -> None:
    code, said = run_command("worker", data=tmp_path, kafka="127.0.0.1:9", http_port=taken_port, takeover_wait_s=0)
    sentence = "is in use by another program: stop that program, or choose another port with TRACKER_HTTP_PORT."
    assert (code, said) == (DO_NOT_RESTART, f"Port {taken_port} on 127.0.0.1 {sentence}\n")


def test_every_bad_setting_gets_its_sentence_and_the_code_not_to_restart() -> None:
    code, said = run_command("run", http_port=99_999, log_level="loud")
    assert code == DO_NOT_RESTART
    assert said.splitlines() == [
        "TRACKER_HTTP_PORT=99999: input should be less than or equal to 65535.",
        "TRACKER_LOG_LEVEL=loud: string should match pattern '^(debug|info|warning|error)$'.",
    ]


def test_without_network_and_without_jars_the_sentence_says_what_the_first_start_needs(tmp_path: Path) -> None:
    # A proxy without a listener acts as a network that is down.
    down = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), "http://127.0.0.1:9")
    code, said = run_command(
        "broker", also=down, data=tmp_path / "data", cache=tmp_path / "cache", broker_port=free_port()
    )
    assert code == DO_NOT_RESTART
    assert len(said.splitlines()) == 1
    assert "a part of the embedded Kafka, which the first start needs: connect to the internet" in said


def test_data_that_another_tracker_uses_is_refused(tmp_path: Path) -> None:
    other = KafkaFolder.acquire(tmp_path / "kafka", 0, 0)
    try:
        kafka = OwnKafka(tmp_path, takeover_wait_s=0)
        with pytest.raises(StartError, match="is in use by another tracker: stop that one, or choose another folder"):
            kafka.start()
    finally:
        other.release()


@pytest.mark.parametrize("parent", ["a-file", "/proc"])
def test_data_that_cannot_be_written_is_refused(tmp_path: Path, parent: str) -> None:
    (tmp_path / "a-file").touch()
    said = refused(tmp_path / parent / "data")
    assert said.startswith("Cannot write to ")
    assert said.endswith("choose another folder with TRACKER_DATA.")


def test_a_nearly_full_disk_is_refused_before_kafka_can_damage_anything(tmp_path: Path) -> None:
    said = refused(tmp_path, broker_min_free_bytes=1 << 62)
    assert said == f"The disk that holds {tmp_path / 'kafka'} is full: free some space and start again."


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tracker-test", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a disk of 16 MB cannot be mounted here (needs root)")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Leave no byte free."""
    with (disk / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while True:
            ballast.write(bytes(4096))


def test_a_full_disk_is_reported_before_kafka_starts(small_disk: Path) -> None:
    fill(small_disk)
    said = refused(small_disk, broker_min_free_bytes=0)
    assert said == f"The disk that holds {small_disk / 'kafka'} is full: free some space and start again."


async def test_a_disk_that_fills_while_kafka_runs_ends_run_with_one_sentence_and_code_1(
    small_disk: Path, tmp_path: Path
) -> None:
    ports: dict[str, Any] = {"broker_port": (port := free_port()), "http_port": free_port(), "dashboard_port": 0}
    settings = Settings(data=small_disk, broker_min_free_bytes=0, shutdown_s=3.0, **ports)
    with started(process_of("run", settings, tmp_path / "said")) as process:
        await eventually(lambda: "Kafka answers" in process.said, 60)
        fill(small_disk)
        with suppress(KafkaError):
            await make_topic(f"127.0.0.1:{port}", "filling")
        await eventually(lambda: process.code is not None, 20)
    sentence = f"The disk that holds {small_disk / 'kafka'} is full: free some space and start again."
    assert process.code == 1
    assert process.said.count(sentence) == 1


def test_a_jvm_that_cannot_start_is_reported_with_its_last_output(tmp_path: Path) -> None:
    kafka = OwnKafka(tmp_path)
    kafka.start()
    kafka.stop()
    meta = tmp_path / "kafka" / "log" / "meta.properties"
    meta.write_text(meta.read_text().replace("node.id=1", "node.id=2"))
    said = refused(tmp_path, broker_port=kafka.settings.broker_port)
    assert said.startswith("The embedded Kafka did not start: ")
    assert "node" in said


def test_an_option_that_java_refuses_is_named(tmp_path: Path) -> None:
    said = refused(tmp_path, broker_java_options="-XX:+UseSerialGC -XX:NoSuchOption=1")
    assert said.startswith("The embedded Kafka did not start: ")
    assert "NoSuchOption" in said


def test_a_missing_java_is_reported(tmp_path: Path) -> None:
    kafka = OwnKafka(tmp_path, java=tmp_path / "no-java")
    with pytest.raises(StartError, match=r"The embedded Kafka did not start: .*No such file"):
        kafka.start()
