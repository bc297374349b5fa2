"""Kafka's jars: pinned by coordinate and SHA-256, stored once per user, checked at every start."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from app.embedded_kafka.failures import os_error_message
from app.start_console import StartConsole
from app.start_error import StartError

LOCK = Path(__file__).parents[1] / "kafka.lock"
"""The committed pins; `python -m app broker --relock` rewrites them."""
WRONG_TWICE = 2
PARALLEL_DOWNLOADS = 4

Download = Callable[[str, Path], Path]
"""Downloads the jar of a coordinate below a folder and returns the file; raises OSError or RuntimeError."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned jar; the coordinate is `group:artifact:version`."""

    coordinate: str
    sha256: str
    size_bytes: int

    @property
    def file_name(self) -> str:
        """Return the name of the file in the cache."""
        _, artifact, version = self.coordinate.split(":")
        return f"{artifact}-{version}.jar"


def parse_lock(text: str) -> tuple[Jar, ...]:
    """Return the jars of a lock file: one line each with coordinate, SHA-256 and bytes; `#` begins a comment."""
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Jar(coordinate, sha256, int(size)) for coordinate, sha256, size in lines)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class JarCache:
    """A folder of jars that all trackers of one user share, so that a second clone downloads nothing."""

    def __init__(self, folder: Path, download: Download) -> None:
        self._folder, self._download = folder, download

    def ensure(self, jars: Sequence[Jar], console: StartConsole) -> tuple[Path, ...]:
        """Return the files of the jars, each equal to its pin; download missing and wrong ones, or raise StartError."""
        with ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool:
            is_good = tuple(pool.map(self._is_good, jars))
        missing = [jar for jar, good in zip(jars, is_good, strict=True) if not good]
        for jar in missing:
            if self._path(jar).exists():
                console.say(f"{jar.file_name} in {self._folder} differs from app/kafka.lock; downloading it again.")
        if missing:
            self._fetch_all(missing, console)
        return tuple(self._path(jar) for jar in jars)

    def _path(self, jar: Jar) -> Path:
        return self._folder / jar.file_name

    def _is_good(self, jar: Jar) -> bool:
        path = self._path(jar)
        return path.exists() and path.stat().st_size == jar.size_bytes and sha256_of(path) == jar.sha256

    def _fetch_all(self, jars: Sequence[Jar], console: StartConsole) -> None:
        total_mb = sum(jar.size_bytes for jar in jars) / 1e6
        done_mb = 0.0
        pool = ThreadPoolExecutor(PARALLEL_DOWNLOADS)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            futures = {pool.submit(self._fetch, jar, console): jar for jar in jars}
            for count, future in enumerate(as_completed(futures), 1):
                future.result()
                done_mb += futures[future].size_bytes / 1e6
                text = f"downloading Kafka: {count} of {len(jars)} jars, {done_mb:.0f} of {total_mb:.0f} MB"
                console.update(text, done_mb / total_mb)
        except OSError as error:
            raise StartError(os_error_message(error, self._folder, "TRACKER_CACHE")) from error
        finally:
            pool.shutdown(cancel_futures=True)
        console.say(f"downloaded Kafka: {len(jars)} jars, {total_mb:.0f} MB, kept in {self._folder}")

    def _fetch(self, jar: Jar, console: StartConsole) -> None:
        for attempt in range(1, WRONG_TWICE + 1):
            # A temporary folder, then a rename: neither an interrupted start nor two at once leave half a jar.
            with tempfile.TemporaryDirectory(dir=self._folder, prefix="download-") as folder:
                try:
                    path = self._download(jar.coordinate, Path(folder))
                except (OSError, RuntimeError) as error:
                    raise StartError(_download_message(jar, error, self._folder)) from error
                if sha256_of(path) == jar.sha256:
                    path.replace(self._path(jar))
                    return
            if attempt < WRONG_TWICE:
                console.say(f"{jar.coordinate} has another SHA-256 than its pin; downloading it again.")
        raise StartError(
            f"{jar.coordinate} was downloaded twice with another SHA-256 than app/kafka.lock pins, so Kafka was not started: "
            "something between this machine and the package repository changes files."
        )


def _download_message(jar: Jar, error: Exception, folder: Path) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return os_error_message(error, folder, "TRACKER_CACHE")
    return (
        f"Cannot download {jar.coordinate}, a part of the embedded Kafka, which the first start needs: connect to the "
        "internet and start again, or set TRACKER_KAFKA to a Kafka cluster."
    )
