"""Imports modules, each in its own process, and names those whose import does more than define things.

Run as `import_probe.py ROOT PRELOAD,… MODULE…`. Effects of libraries during their import do not count: an effect counts
if code under ROOT causes it without another import in between. PRELOAD only saves the import time of libraries, and so
does the early import of those whose constructors are forbidden.
"""

import gc
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

EFFECTS = ("open", "socket.", "subprocess.", "os.", "shutil.", "tempfile.", "sqlite3.", "urllib.")
CONSTRUCTORS = (
    "faust:App",
    "aiohttp.web:Application",
    "aiokafka:AIOKafkaProducer",
    "aiokafka:AIOKafkaConsumer",
    "aiokafka.admin:AIOKafkaAdminClient",
    "threading:Thread",
)


THROUGH = ("<frozen os>", "<frozen _collections_abc>", __file__)
"""Stands between the environment and its readers; a library that reads it during our import does not count."""


class EffectAtImportError(Exception):
    """A module of the product did more than define things."""


def _is_ours(filename: str, root: str) -> bool:
    return filename.startswith(root) and "site-packages" not in filename and filename != __file__


def _caused_by(root: str) -> bool:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if _is_ours(name, root):
            return True
        if name.startswith("<frozen importlib"):
            return False
        frame = frame.f_back
    return False


class _NoEnvironment(MutableMapping[str, str]):
    """An empty environment that modules must not even read."""

    def __init__(self, root: str) -> None:
        self._root = root

    def _look(self) -> None:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename in THROUGH:
            frame = frame.f_back
        if frame is not None and _is_ours(frame.f_code.co_filename, self._root):
            raise EffectAtImportError("reads the environment")

    def __getitem__(self, name: str) -> str:
        self._look()
        raise KeyError(name)

    def __setitem__(self, name: str, value: str) -> None:
        self._look()

    def __delitem__(self, name: str) -> None:
        self._look()

    def __iter__(self) -> Iterator[str]:
        self._look()
        return iter(())

    def __len__(self) -> int:
        self._look()
        return 0


def _guarded(init: Callable[..., None], what: str, root: str) -> Callable[..., None]:
    def guard(self: object, *args: Any, **kwargs: Any) -> None:
        if _caused_by(root):
            raise EffectAtImportError(f"constructs {what}")
        init(self, *args, **kwargs)

    return guard


def _forbid_effects(root: str) -> None:
    for constructor in CONSTRUCTORS:
        module, _, name = constructor.partition(":")
        constructed = getattr(importlib.import_module(module), name)
        constructed.__init__ = _guarded(constructed.__init__, constructor, root)
    setattr(os, "environ", _NoEnvironment(root))  # noqa: B010  # the environment is empty; this makes a look at it fail

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event.startswith(EFFECTS) and _caused_by(root):
            raise EffectAtImportError(f"{event} {args[:1]}")

    sys.addaudithook(hook)


def _compile_once(root: str, packages: set[str]) -> None:
    """Compile the packages here, so that no child compiles them again."""
    files = [path for package in packages for path in Path(root, package).rglob("*.py")]
    compiled = {str(path): compile(path.read_bytes(), path, "exec", dont_inherit=True) for path in files}
    load = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return compiled.get(self.path) or load(self, fullname)

    setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010  # mypy rejects a plain assignment to a method


def _import_alone(module: str, root: str) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _forbid_effects(root)
        importlib.import_module(module)
    except BaseException as error:
        lines = [
            f"  {x.filename}:{x.lineno}"
            for x in traceback.extract_tb(error.__traceback__)
            if _is_ours(x.filename, root)
        ]
        os.write(1, "\n".join([f"{module}: {type(error).__name__}: {error}", *lines[-1:], ""]).encode())
        os._exit(1)
    os._exit(0)


def main(root: str, preload: str, *modules: str) -> int:
    """Return how many of the modules could not be imported without an effect."""
    sys.path.insert(0, root)
    of_constructors = (constructor.partition(":")[0] for constructor in CONSTRUCTORS)
    for name in filter(None, (*preload.split(","), *of_constructors)):
        importlib.import_module(name)
    _compile_once(root, {module.partition(".")[0] for module in modules})
    gc.freeze()  # a collection in a child would copy the pages that it shares with this process
    return sum(_import_alone(module, root) != 0 for module in modules)


if __name__ == "__main__":
    sys.exit(min(main(*sys.argv[1:]), 100))
