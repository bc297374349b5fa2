"""An edge knows neither Faust nor RocksDB: it starts sooner, takes less memory, and does not depend on their changes."""

import subprocess
import sys

import pytest

from tests.architecture.project import ROOT

LOADED = "import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
ENGINE = {"faust", "mode", "rocksdict"}


def _libraries_loaded_by(module: str) -> set[str]:
    program = LOADED.format(module=module)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["app.processes.edge", "app.processes.run"])
def test_an_edge_loads_neither_faust_nor_rocksdb(module: str) -> None:
    assert _libraries_loaded_by(module) & ENGINE == set()


def test_a_worker_loads_both() -> None:
    assert _libraries_loaded_by("app.processes.worker") >= ENGINE
