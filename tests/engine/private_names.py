"""Finds where our code leans on what aiohttp, aiokafka, Faust and mode do not promise."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCES = ("app", "agents", "web")
LIBRARIES = ("aiohttp", "aiokafka", "faust", "mode")
HARMLESS = {"_replace", "_exit", "_ArgumentGroup"}
"""Of named tuples, `os` and `argparse`: stable, although they begin like private names."""
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


class Use(NamedTuple):
    """A private name in one file of the product."""

    file: str
    name: str


class Override(NamedTuple):
    """A method of a library's class, as `module:Class.method`, that a class of the product replaces."""

    file: str
    function: str


def private_uses() -> set[Use]:
    """Return every private name of others that our code reads, calls, imports or overrides."""
    return {Use(file, name) for file, tree in _trees() for name in _names_in(file, tree)}


def overrides() -> set[Override]:
    """Return every method of the libraries' classes that our classes override, but for constructors and the like."""
    found = set()
    for file, _ in _trees():
        for ours in _classes_of(file):
            for name, member in vars(ours).items():
                if inspect.isfunction(member) and not name.startswith("__"):
                    theirs = next(
                        (base for base in _foreign_bases(ours) if inspect.isfunction(vars(base).get(name))), None
                    )
                    if theirs is not None:
                        found.add(Override(file, f"{theirs.__module__}:{theirs.__qualname__}.{name}"))
    return found


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    files = sorted(path for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in files)


def _names_in(file: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] in LIBRARIES:
            yield from (alias.name for alias in node.names if _is_private(alias.name))
        elif isinstance(node, ast.Attribute) and _is_private(node.attr):
            is_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if not is_own:
                yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BY_NAME:
            if isinstance(node.args[0], ast.Name) and node.args[0].id == "self":
                continue
            names = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            yield from filter(_is_private, names)
    for ours in _classes_of(file):
        theirs = "\n".join(map(source_of_class, _foreign_bases(ours)))
        mentioned = set(re.findall(r"\b(?:self\.|def |\")(_[a-z]\w*)", theirs))
        yield from mentioned & set(re.findall(r"(?:self\.|def )(_[a-z]\w*)", source_of_class(ours)))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in HARMLESS


@cache
def _classes_of(file: str) -> tuple[type, ...]:
    if not any(library in (ROOT / file).read_text() for library in (*LIBRARIES, "web_server")):
        return ()
    module = importlib.import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    own = [
        member for member in vars(module).values() if inspect.isclass(member) and member.__module__ == module.__name__
    ]
    return tuple(member for member in own if _foreign_bases(member))


def _foreign_bases(ours: type) -> list[type]:
    return [base for base in ours.__mro__ if base.__module__.partition(".")[0] in LIBRARIES]


def source_of_class(found: type) -> str:
    """Return what `inspect.getsource` does, which parses the whole file again for each class."""
    return _class_sources(found.__module__).get(found.__qualname__, "")


@cache
def _class_sources(module: str) -> dict[str, str]:
    text = inspect.getsource(importlib.import_module(module))
    lines, nodes = text.splitlines(), ast.parse(text).body
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    return {node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in classes}
