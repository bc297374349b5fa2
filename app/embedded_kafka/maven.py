"""Jars from Maven repositories through jgo, a resolver in pure Python that needs neither Maven nor Java."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.embedded_kafka.jars import Jar, sha256_of

ROOTS = ("org.apache.kafka:kafka_2.13:4.4.0", "org.apache.logging.log4j:log4j-slf4j-impl:2.25.5")
"""The roots of the lock: Kafka, and its logging bridge."""


class MavenRepositories:
    """Downloads from Maven Central and the repositories of the user's jgo configuration."""

    def __init__(self, timeout_s: float, repositories: Mapping[str, str] | None = None) -> None:
        self._timeout_s, self._repositories = timeout_s, repositories

    def download(self, coordinate: str, folder: Path) -> Path:
        """Download the jar below `folder` and return it; raise OSError or RuntimeError if no repository has it."""
        path: Path = self._context(folder).create_dependency(coordinate).artifact.resolve()
        return path

    def resolve(self, folder: Path) -> tuple[Jar, ...]:
        """Return the jars that ROOTS need at run time, downloaded below `folder`; the lock is written from them."""
        context = self._context(folder)
        jars: dict[str, Jar] = {}
        # One root at a time: together, the version list of one would change the dependencies of the other.
        for root in ROOTS:
            found, needed = context.resolver.resolve([context.create_dependency(root)])
            for dependency in (*found, *needed):
                path = dependency.artifact.resolve()
                name = f"{dependency.groupId}:{dependency.artifactId}"
                jar = Jar(f"{name}:{dependency.version}", sha256_of(path), path.stat().st_size)
                jars.setdefault(name, jar)
        return tuple(jars[name] for name in sorted(jars))

    def _context(self, folder: Path) -> Any:
        # Imported here, since jgo and requests take a third of a second and only a first start downloads.
        from jgo.config import GlobalSettings  # noqa: PLC0415
        from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415
        from jgo.maven import MavenContext  # noqa: PLC0415

        # jgo warns when a SHA-1 differs; the SHA-256 check finds the same and acts on it.
        logging.getLogger("jgo").setLevel(logging.ERROR)
        repositories = self._repositories
        if repositories is None:
            repositories = {**GlobalSettings.load().repositories, "central": MAVEN_CENTRAL_URL}
        return MavenContext(repo_cache=folder, remote_repos=dict(repositories), timeout=round(self._timeout_s))


def render_lock(jars: tuple[Jar, ...]) -> str:
    """Return the text of the lock."""
    head = f"# The jars of the embedded Kafka: {' and '.join(ROOTS)}\n# with all that they need at run time."
    note = "# coordinate, SHA-256, bytes; written by `python -m app broker --relock`"
    return "\n".join([head, note, *(f"{jar.coordinate} {jar.sha256} {jar.size_bytes}" for jar in jars), ""])
