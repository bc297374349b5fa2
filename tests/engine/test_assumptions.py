"""An upgrade of aiohttp, aiokafka, Faust or mode fails here, in a second, with the name of the product's file to read again."""

import hashlib
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.engine.assumptions import PARSER_SOURCE, PRIVATE_NAMES, READ
from tests.engine.private_names import Override, Use, overrides, private_uses, source_of_class

TABLE = "tests/engine/assumptions.py"


def theirs(path: str) -> Any:
    """Return a module, or with a colon what is in it."""
    module, _, name = path.partition(":")
    found: Any = import_module(module)
    for part in filter(None, name.split(".")):
        found = getattr(found, part)
    return found


def source_of(function: str) -> str:
    found = theirs(function)
    wrapped = getattr(found, "wrapped", None) or getattr(found, "fget", None)  # aiohttp's `reify` and properties
    return inspect.getsource(wrapped or found)


def hash_of(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def in_table() -> Iterator[tuple[str, str, str]]:
    for file, owners in PRIVATE_NAMES.items():
        for owner, names in owners.items():
            for name in names:
                yield file, owner, name


def test_each_private_name_that_we_use_is_in_the_table() -> None:
    listed = {Use(file, name) for file, _, name in in_table()}
    used = private_uses()
    assert not used - listed, f"read what it is of, then add it to PRIVATE_NAMES in {TABLE}"
    assert not listed - used, f"no longer used: remove it from PRIVATE_NAMES in {TABLE}"


@pytest.mark.parametrize(("file", "owner", "name"), list(in_table()))
def test_a_private_name_is_still_there(file: str, owner: str, name: str) -> None:
    found = theirs(owner)
    is_there = hasattr(found, name) or re.search(rf"\bself\.{name}\b", source_of_class(found)) is not None
    assert is_there, f"{owner} has no {name} in this version: read it, and then {file}, which uses that"


def test_each_function_that_we_replace_or_call_although_it_is_private_has_been_read() -> None:
    replaced = overrides()
    called = {
        Override(file, f"{member.__module__}:{member.__qualname__}")
        for file, owner, name in in_table()
        if inspect.isfunction(member := getattr(theirs(owner), name, None))
    }
    read = {Override(file, function) for function, (_, files) in READ.items() for file in files}
    assert not (replaced | called) - read, f"read them, then add them to READ in {TABLE}"


@pytest.mark.parametrize("function", list(READ))
def test_a_function_is_the_one_that_was_read(function: str) -> None:
    known, files = READ[function]
    found = hash_of(source_of(function))
    assert found == known, (
        f"{function} is not the one that {' and '.join(files)} goes by: compare the two, "
        f"change ours where need be, then put {found!r} into {TABLE}"
    )


def test_the_parser_is_the_one_that_was_read() -> None:
    known, files = PARSER_SOURCE
    found = hash_of((Path(aiohttp.__file__).parent / "_http_parser.pyx").read_text())
    assert found == known, f"aiohttp has another parser than {' and '.join(files)} goes by: read it, then put {found!r}"
