import json
import re

from tests.architecture.project import ROOT

PIN = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)
ADDRESS = re.compile(r"https?://|git\+|file:")


def _pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


def test_the_development_lock_holds_the_runtime_lock_version_for_version() -> None:
    runtime = _pins("requirements.lock")
    assert runtime
    assert runtime.items() <= _pins("requirements-dev.lock").items()


def test_every_locked_package_has_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "tests/photos/s3.lock"):
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())
        assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_no_lock_names_a_package_registry() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "tests/photos/s3.lock"):
        assert ADDRESS.search((ROOT / name).read_text()) is None
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
