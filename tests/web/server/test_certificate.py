"""The certificate: what stops a start, and what happens when its files change."""

import logging
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from app.observability.metrics import Metrics
from app.settings import Settings
from app.start_error import StartError
from tests.builders import NOON
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.web.server.certificates import Files, files_in
from web.server.certificate import Certificate, certificate_of

IN_2050 = 2_524_608_000.0
"""The first moment that X.509 writes with four digits of the year."""


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def files(tmp_path: Path, ca: trustme.CA) -> Files:
    files = files_in(tmp_path)
    files.issue(ca)
    return files


def served(files: Files, metrics: Metrics | None = None) -> Certificate:
    certificate = certificate_of(Settings(**files.settings), FixedClock(NOON), metrics or Metrics())
    assert certificate is not None
    return certificate


async def look_until_settled(certificate: Certificate) -> None:
    await certificate.look()
    await certificate.look()


def test_without_settings_there_is_no_tls() -> None:
    assert certificate_of(Settings(), FixedClock(NOON), Metrics()) is None


def test_key_and_certificate_may_be_in_one_file(files: Files) -> None:
    files.cert.write_bytes(files.cert.read_bytes() + files.key.read_bytes())
    assert certificate_of(Settings(tls_cert=str(files.cert)), FixedClock(NOON), Metrics()) is not None


@pytest.mark.parametrize("ends_at", [NOON + 90 * 86_400, IN_2050 - 1, IN_2050])
def test_a_metric_tells_when_the_certificate_ends(files: Files, ca: trustme.CA, ends_at: float) -> None:
    files.issue(ca, ends_at)
    metrics = Metrics()
    served(files, metrics)
    assert value_of(metrics, "tracker_tls_certificate_end_seconds") == ends_at


def test_nothing_older_than_tls_1_2_is_accepted(files: Files) -> None:
    assert served(files).context.minimum_version == ssl.TLSVersion.TLSv1_2


def _remove_key(files: Files) -> None:
    files.key.unlink()


def _remove_certificate(files: Files) -> None:
    files.cert.unlink()


def _take_another_key(files: Files) -> None:
    cert = files.cert.read_bytes()
    files.issue(trustme.CA())
    files.cert.write_bytes(cert)


def _lock_key(files: Files) -> None:
    key = generate_private_key(SECP256R1())
    secret = BestAvailableEncryption(b"secret")
    files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret))


def _take_der(files: Files) -> None:
    files.cert.write_bytes(ssl.PEM_cert_to_DER_cert(files.cert.read_text()))


def _cut_certificate(files: Files) -> None:
    files.cert.write_text(f"{ssl.PEM_HEADER}\nMAA=\n{ssl.PEM_FOOTER}\n")


def _write_no_key(files: Files) -> None:
    files.key.write_text("no key")


FAULTS = [
    (_remove_key, r"key\.pem: no such file"),
    (_remove_certificate, r"cert\.pem: no such file"),
    (_take_another_key, r"key\.pem: the key belongs to another certificate"),
    (_lock_key, r"key\.pem: the key has a passphrase; remove it"),
    (_take_der, r"cert\.pem: it contains no certificate in PEM form"),
    (_cut_certificate, r"cert\.pem: its certificate is not valid"),
    (_write_no_key, r"key\.pem: it is not a key in PEM form"),
]


@pytest.mark.parametrize(("spoil", "message"), FAULTS)
def test_a_start_without_a_valid_certificate_ends_with_the_reason(
    files: Files, spoil: Callable[[Files], None], message: str
) -> None:
    spoil(files)
    with pytest.raises(StartError, match=message):
        served(files)


def test_a_key_without_its_certificate_ends_the_start(files: Files) -> None:
    with pytest.raises(StartError, match="TRACKER_TLS_CERT is not"):
        certificate_of(Settings(tls_key=str(files.key)), FixedClock(NOON), Metrics())


def test_an_expired_certificate_is_served_at_the_start_with_an_error_in_the_log(
    files: Files, ca: trustme.CA, caplog: pytest.LogCaptureFixture
) -> None:
    files.issue(ca, NOON - 1)
    served(files)
    assert "has expired" in caplog.text


async def test_changed_files_are_loaded_once_they_are_complete(files: Files, ca: trustme.CA) -> None:
    metrics = Metrics()
    certificate = served(files, metrics)
    before = certificate.context
    files.issue(ca, NOON + 5 * 86_400)
    await certificate.look()
    assert certificate.context is before, "the files may be half written"
    await certificate.look()
    assert certificate.context is not before
    assert value_of(metrics, "tracker_tls_certificate_end_seconds") == NOON + 5 * 86_400
    assert value_of(metrics, "tracker_tls_reloads_total", outcome="loaded") == 1


@pytest.mark.parametrize("spoil", [spoil for spoil, _ in FAULTS])
async def test_a_broken_new_certificate_leaves_the_previous_one_and_is_reported_once(
    files: Files, spoil: Callable[[Files], None], caplog: pytest.LogCaptureFixture
) -> None:
    metrics = Metrics()
    certificate = served(files, metrics)
    before = certificate.context
    spoil(files)
    with caplog.at_level(logging.ERROR):
        await look_until_settled(certificate)
        await look_until_settled(certificate)
    assert certificate.context is before
    assert value_of(metrics, "tracker_tls_reloads_total", outcome="failed") == 1
    assert caplog.text.count("the new certificate is not used") == 1


async def test_a_certificate_that_goes_while_it_is_read_leaves_the_previous_one(
    files: Files, ca: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics = Metrics()
    certificate = served(files, metrics)
    before = certificate.context
    files.issue(ca)

    def gone(*_: object, **__: object) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "read_text", gone)
    await look_until_settled(certificate)
    assert certificate.context is before
    assert value_of(metrics, "tracker_tls_reloads_total", outcome="failed") == 1


async def test_an_expired_new_certificate_leaves_the_previous_one(files: Files, ca: trustme.CA) -> None:
    certificate = served(files)
    before = certificate.context
    files.issue(ca, NOON - 1)
    await look_until_settled(certificate)
    assert certificate.context is before


async def test_a_repaired_certificate_is_loaded(files: Files, ca: trustme.CA) -> None:
    certificate = served(files)
    before = certificate.context
    _write_no_key(files)
    await look_until_settled(certificate)
    files.issue(ca)
    await look_until_settled(certificate)
    assert certificate.context is not before
