import gc
import hashlib
import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.embedded_kafka.jars import LOCK, Jar, JarCache, parse_lock
from app.embedded_kafka.maven import MavenRepositories, render_lock
from app.start_console import StartConsole
from app.start_error import StartError


class Repository:
    """A Maven repository over HTTP on the loopback address."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.asked_for = folder, 0
        repository = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                repository.asked_for += self.path.endswith(".jar")
                super().do_GET()

            def log_message(self, *_: object) -> None:
                """Log nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def put(self, artifact: str, content: bytes) -> Jar:
        """Serve a jar and return its pin."""
        file = self._folder / "org" / "sample" / artifact / "1.0" / f"{artifact}-1.0.jar"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return Jar(f"org.sample:{artifact}:1.0", hashlib.sha256(content).hexdigest(), len(content))

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    repository = Repository(tmp_path / "repository")
    yield repository
    repository.close()


@pytest.fixture
def said() -> io.StringIO:
    return io.StringIO()


def cache(tmp_path: Path, address: str) -> JarCache:
    return JarCache(tmp_path / "cache", MavenRepositories(2.0, {"here": address}).download)


def test_jars_are_downloaded_once_for_all_starts(tmp_path: Path, repository: Repository, said: io.StringIO) -> None:
    jars = [repository.put(f"part{number}", bytes([number]) * 1000) for number in range(8)]
    files = cache(tmp_path, repository.address).ensure(jars, StartConsole(said))
    assert [file.read_bytes()[0] for file in files] == list(range(8))
    assert repository.asked_for == 8
    assert cache(tmp_path, "http://127.0.0.1:9").ensure(jars, StartConsole(said)) == files
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted(file.name for file in files)


def test_progress_is_a_few_plain_lines_without_a_terminal(
    tmp_path: Path, repository: Repository, said: io.StringIO
) -> None:
    jars = [repository.put(f"part{number}", bytes(1_000_000)) for number in range(20)]
    cache(tmp_path, repository.address).ensure(jars, StartConsole(said))
    lines = said.getvalue().splitlines()
    assert lines[-2:] == [
        "downloading Kafka: 20 of 20 jars, 20 of 20 MB",
        f"downloaded Kafka: 20 jars, 20 MB, kept in {tmp_path / 'cache'}",
    ]
    assert len(lines) <= 6


def test_a_jar_that_changed_in_the_cache_is_reported_and_downloaded_again(
    tmp_path: Path, repository: Repository, said: io.StringIO
) -> None:
    jar = repository.put("part", b"good")
    [file] = cache(tmp_path, repository.address).ensure([jar], StartConsole(said))
    file.write_bytes(b"evil")
    cache(tmp_path, repository.address).ensure([jar], StartConsole(said))
    assert file.read_bytes() == b"good"
    assert f"part-1.0.jar in {tmp_path / 'cache'} differs from app/kafka.lock; downloading it again." in said.getvalue()


def test_a_jar_that_arrives_wrong_twice_is_refused_and_never_kept(
    tmp_path: Path, repository: Repository, said: io.StringIO
) -> None:
    jar = repository.put("part", b"good")
    repository.put("part", b"evil")
    with pytest.raises(StartError, match=r"org\.sample:part:1\.0 was downloaded twice with another SHA-256 than"):
        cache(tmp_path, repository.address).ensure([jar], StartConsole(said))
    assert said.getvalue().count("has another SHA-256 than its pin; downloading it again.") == 1
    assert repository.asked_for == 2
    assert list((tmp_path / "cache").iterdir()) == []


# jgo leaves the connection of an answer other than 200 to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("what", ["the repository is away", "the repository lacks the jar"])
def test_a_jar_that_cannot_be_had_is_one_sentence(
    tmp_path: Path, repository: Repository, said: io.StringIO, what: str
) -> None:
    address = "http://127.0.0.1:9" if what == "the repository is away" else repository.address
    with pytest.raises(StartError) as error:
        cache(tmp_path, address).ensure([Jar("org.sample:absent:1.0", "0" * 64, 1)], StartConsole(said))
    assert str(error.value) == (
        "Cannot download org.sample:absent:1.0, a part of the embedded Kafka, which the first start needs: connect to "
        "the internet and start again, or set TRACKER_KAFKA to a Kafka cluster."
    )
    gc.collect()


def test_a_cache_that_cannot_be_written_names_the_setting(tmp_path: Path, said: io.StringIO) -> None:
    (tmp_path / "cache").touch()
    with pytest.raises(StartError, match="choose another folder with TRACKER_CACHE"):
        cache(tmp_path, "http://127.0.0.1:9").ensure([Jar("org.sample:part:1.0", "0" * 64, 1)], StartConsole(said))


def test_the_lock_pins_kafka_and_all_it_needs_and_names_no_address() -> None:
    jars = parse_lock(LOCK.read_text())
    assert render_lock(jars) == LOCK.read_text()
    assert "://" not in LOCK.read_text()
    assert {"kafka_2.13", "kafka-clients", "log4j-slf4j-impl"} <= {jar.coordinate.split(":")[1] for jar in jars}
    assert all(len(jar.sha256) == 64 and jar.size_bytes > 0 for jar in jars)


class Terminal(io.StringIO):
    """An output that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_progress_is_one_line_that_changes() -> None:
    terminal = Terminal()
    console = StartConsole(terminal)
    console.update("half of it", 0.5)
    console.update("all", 1.0)
    console.say("done")
    assert terminal.getvalue() == "half of it\rall       \rdone\n"
