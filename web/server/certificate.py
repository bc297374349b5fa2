"""The certificate of the HTTP servers: read at the start, and again when its files change, without a restart."""

import asyncio
import logging
import ssl
from pathlib import Path
from typing import NamedTuple

from app.background import keep_running
from app.clock import Clock
from app.observability.metrics import Metrics
from app.settings import Settings
from app.start_error import StartError
from web.server.certificate_end import end_of_certificate

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
FAILURES = {
    "KEY_VALUES_MISMATCH": "the key belongs to another certificate",
    "NO_START_LINE": "it is not in PEM form",
}
Stamps = tuple[tuple[int, int, int], ...]
"""What changes with each file: the time of its last change, its inode and its size."""


class CertificateError(Exception):
    """A certificate that cannot be served, with the reason."""


class Loaded(NamedTuple):
    """A certificate that can be served."""

    context: ssl.SSLContext
    ends_at: float


class Certificate:
    """The certificate that new connections get."""

    def __init__(self, settings: Settings, clock: Clock, metrics: Metrics) -> None:
        """Read the files; raises StartError if they cannot be served."""
        self._files = _files_of(settings)
        self._clock, self._metrics = clock, metrics
        self._end = metrics.gauge("tracker_tls_certificate_end_seconds")
        self._reloads = metrics.counter("tracker_tls_reloads_total")
        self._task: asyncio.Task[None] | None = None
        self._tried = self._seen = _stamps_of(self._files)
        try:
            self._serve(load_certificate(*self._files))
        except CertificateError as error:
            raise StartError(f"TLS cannot be served: {error}.") from error
        if self.ends_at <= clock.now():
            log.error("the certificate %s has expired; most clients will refuse it", self._files[0])

    async def start(self) -> None:
        """Follow the files from now on."""
        loop = keep_running("certificate", self._follow, self._metrics)
        self._task = asyncio.create_task(loop, name="certificate")

    async def stop(self) -> None:
        """Stop to follow the files."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Load the files if they changed and have not changed since the last look: they are written one by one."""
        stamps = await asyncio.to_thread(_stamps_of, self._files)
        is_settled, self._seen = stamps == self._seen, stamps
        if stamps == self._tried or not is_settled:
            return
        self._tried = stamps
        try:
            loaded = await asyncio.to_thread(load_certificate, *self._files)
        except CertificateError as error:
            self._keep_previous(str(error))
            return
        if loaded.ends_at <= self._clock.now():
            self._keep_previous(f"{self._files[0]} has expired")
            return
        self._reloads.labels("loaded").inc()
        self._serve(loaded)
        log.info("new connections get the new certificate of %s", self._files[0])

    def _keep_previous(self, reason: str) -> None:
        self._reloads.labels("failed").inc()
        log.error("the new certificate is not used, new connections get the previous one: %s", reason)

    def _serve(self, loaded: Loaded) -> None:
        self.context, self.ends_at = loaded
        self._end.set(self.ends_at)


def certificate_of(settings: Settings, clock: Clock, metrics: Metrics) -> Certificate | None:
    """Return the certificate that the settings name, or None; raises StartError if it cannot be served."""
    if not settings.tls_cert:
        if settings.tls_key:
            raise StartError("TRACKER_TLS_KEY is set and TRACKER_TLS_CERT is not: set both, or none.")
        return None
    return Certificate(settings, clock, metrics)


def load_certificate(cert: Path, key: Path) -> Loaded:
    """Return a certificate with its key; raises CertificateError."""
    # A new context each time: a failed `load_cert_chain` would leave the old one with the new certificate and no key.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    for file in (cert, key):
        _require_readable(file)
    try:
        ends_at = end_of_certificate(cert.read_text(errors="replace"))
    except OSError as error:  # it was replaced or locked since it was opened
        raise _unreadable(cert, error) from error
    except ValueError as error:
        raise CertificateError(f"{cert}: {error}") from error
    try:
        context.load_cert_chain(cert, key, password=lambda: _refuse_passphrase(key))
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        reason = getattr(error, "reason", None) or ""
        raise CertificateError(f"{key}: {FAILURES.get(reason, 'it is not a key in PEM form')}") from error
    return Loaded(context, ends_at)


def _refuse_passphrase(key: Path) -> str:
    # Without a function OpenSSL would ask at the terminal, and wait.
    raise CertificateError(f"{key}: the key has a passphrase; remove it (openssl pkey -in key.pem -out plain.pem)")


def _require_readable(file: Path) -> None:
    try:
        with file.open("rb") as content:
            content.read(1)
    except OSError as error:
        raise _unreadable(file, error) from error


def _unreadable(file: Path, error: OSError) -> CertificateError:
    return CertificateError(f"{file}: {(error.strerror or 'it cannot be read').lower()}")


def _files_of(settings: Settings) -> tuple[Path, Path]:
    cert = Path(settings.tls_cert).expanduser()
    return cert, Path(settings.tls_key).expanduser() if settings.tls_key else cert


def _stamps_of(files: tuple[Path, ...]) -> Stamps:
    stamps = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            stamps.append((0, 0, 0))
        else:
            stamps.append((stat.st_mtime_ns, stat.st_ino, stat.st_size))
    return tuple(stamps)
