import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.project import ROOT, frontend_files, python_files

FILE_LINES, MEDIAN_LINES, FUNCTION_LINES = 400, 90, 40
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv"}
WALL_CLOCK = {
    "time.time",
    "time.time_ns",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "date.today",
    "datetime.date.today",
}


def _names_used(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of everything that is imported by name or reached through a dot."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _uses(source: str, forbidden: set[str]) -> list[str]:
    return [f"line {line}: {name}" for line, name in _names_used(source) if name in forbidden]


def _long_functions(source: str) -> list[str]:
    return [
        f"{node.name} has {length} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def _found_in(files: list[Path], forbidden: set[str], allowed: str) -> dict[str, list[str]]:
    names = {str(path.relative_to(ROOT)): path for path in files}
    return {
        name: found for name, path in names.items() if name != allowed and (found := _uses(path.read_text(), forbidden))
    }


def test_only_the_settings_read_the_environment() -> None:
    assert _found_in(python_files(), ENVIRONMENT, allowed="app/settings.py") == {}


def test_only_the_clock_reads_the_time_of_day() -> None:
    assert _found_in(python_files(), WALL_CLOCK, allowed="app/clock.py") == {}


def test_no_task_of_a_faust_service_is_ours_as_those_may_end_in_silence() -> None:
    assert _found_in(python_files(), {"faust.Service.task", "Service.task"}, allowed="") == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {str(path.relative_to(ROOT)): _long_functions(path.read_text()) for path in python_files()}
    assert {name: found for name, found in long.items() if found} == {}


def test_files_stay_small_enough_to_hold_in_mind() -> None:
    lines = {path: len(path.read_text().splitlines()) for path in (*python_files(), *frontend_files())}
    assert {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > FILE_LINES} == {}
    assert median(n for n in lines.values() if n > 1) <= MEDIAN_LINES


@pytest.mark.parametrize(
    "source", ["import os\nos.environ['A']", "import os\nos.getenv('A')", "from os import environ"]
)
def test_a_look_at_the_environment_is_seen(source: str) -> None:
    assert _uses(source, ENVIRONMENT)


@pytest.mark.parametrize(
    "source",
    ["import time\ntime.time()", "from time import time", "from datetime import datetime\nx = datetime.now(UTC)"],
)
def test_a_look_at_the_time_of_day_is_seen(source: str) -> None:
    assert _uses(source, WALL_CLOCK)


def test_a_long_function_is_seen() -> None:
    assert _long_functions("async def f():\n" + "    pass\n" * FUNCTION_LINES) == ["f has 41 lines"]
