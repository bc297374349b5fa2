import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.project import PACKAGES, ROOT, module_names, python_files

PROBE = Path(__file__).with_name("import_probe.py")
LONGEST_S = 150
"""Of one probe: a process for each module, ten seconds on a quiet machine."""
pytestmark = pytest.mark.timeout(LONGEST_S + 10)


def _third_party(files: list[Path]) -> set[str]:
    """Return the libraries that the files import at their top."""
    found: set[str] = set()
    for path in files:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return {name for name in found if name.split(".")[0] not in (*PACKAGES, "tools")}


def _probe(root: Path, modules: list[str], preload: set[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-B", str(PROBE), f"{root}/", ",".join(sorted(preload)), *modules],
        env={},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
    )
    return done.stdout + done.stderr


def test_every_module_can_be_imported_separately_and_without_effects() -> None:
    modules = list(module_names())
    assert modules
    assert _probe(ROOT, modules, _third_party(python_files())) == ""


EFFECTS = {
    "import os\nHOME = os.environ.get('HOME')": "reads the environment",
    "import os\nHOME = os.getenv('HOME')": "reads the environment",
    "import faust\napp = faust.App('x')": "constructs faust:App",
    "from aiohttp import web\napp = web.Application()": "constructs aiohttp.web:Application",
    "import socket\nsocket.socket()": "socket.__new__",
    "import asyncio\nloop = asyncio.new_event_loop()": "socket.__new__",
    "from pathlib import Path\ntext = Path('/etc/hostname').read_text()": "open",
    "import subprocess\nsubprocess.run(['true'])": "subprocess.Popen",
    "import threading\nthreading.Thread(target=print).start()": "constructs threading:Thread",
    "import sample.missing": "ModuleNotFoundError",
}


def test_the_probe_names_every_kind_of_effect(tmp_path: Path) -> None:
    package = tmp_path / "sample"
    package.mkdir()
    for number, source in enumerate(EFFECTS):
        (package / f"bad{number}.py").write_text(source)
    (package / "good.py").write_text("import os\nimport faust\n\ndef home():\n    return os.environ['HOME']\n")
    report = _probe(tmp_path, [f"sample.bad{number}" for number in range(len(EFFECTS))] + ["sample.good"], set())
    for number, effect in enumerate(EFFECTS.values()):
        assert re.search(rf"^sample\.bad{number}: .*{effect}", report, re.MULTILINE)
    assert "sample.good" not in report
