"""Certificates of tests, written as files the way an operator installs them."""

import os
import ssl
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import trustme

NAMES = ("127.0.0.1", "localhost")
_TIMES = count(1_700_000_000)


class Files(NamedTuple):
    """The files of a certificate."""

    cert: Path
    key: Path

    @property
    def settings(self) -> dict[str, Any]:
        """Return the settings that name them."""
        return {"tls_cert": str(self.cert), "tls_key": str(self.key)}

    def write(self, cert: bytes, key: bytes) -> None:
        """Write both, with a time of change of their own."""
        for file, content in ((self.cert, cert), (self.key, key)):
            file.write_bytes(content)
            os.utime(file, (time := next(_TIMES), time))

    def issue(self, ca: trustme.CA, ends_at: float | None = None) -> None:
        """Write a new certificate of that authority, and its key."""
        not_after = None if ends_at is None else datetime.fromtimestamp(ends_at, UTC)
        leaf = ca.issue_cert(*NAMES, not_after=not_after)
        self.write(b"".join(blob.bytes() for blob in leaf.cert_chain_pems), leaf.private_key_pem.bytes())


def files_in(folder: Path) -> Files:
    """Return where a test keeps its certificate."""
    return Files(folder / "cert.pem", folder / "key.pem")


def trusting(ca: trustme.CA) -> ssl.SSLContext:
    """Return what a client needs to trust an authority alone."""
    context = ssl.create_default_context()
    ca.configure_trust(context)
    return context
