import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings
from tests.product.process import python, started

PROGRAM = """
import logging, sys
from app.observability.logs import configure_logging
configure_logging("info", *sys.argv[1:])
logging.getLogger("app.processes.worker").info("ready")
logging.getLogger("aiokafka").error("Unable connect to node with id bootstrap-0")
logging.getLogger("mode").info("[^-App]: Starting...")
"""


HEAD = """
import logging, sys
from app.observability.logs import configure_logging
configure_logging("info", *sys.argv[1:])
log = logging.getLogger("web.http.middleware")
"""
FIELDS_PROGRAM = (
    HEAD
    + """
for path in ("/a b", "/c\\nERROR forged"):
    log.warning("request failed", extra={"method": "POST", "path": path, "count": 3, "kind": "KafkaError"})
"""
)
ODD_FIELDS_PROGRAM = (
    HEAD
    + """
log.warning("odd", extra={"a": b"bytes", "b": object(), "c": {1: 2}, "d": float("nan"), "e": chr(0xD800), "f": 2 ** 70})
"""
)


def logged(tmp_path: Path, *arguments: str) -> str:
    """Return what a process writes whose logs are configured like this."""
    return logged_by(PROGRAM, tmp_path, *arguments)


def logged_by(program: str, tmp_path: Path, *arguments: str) -> str:
    """Return what the program writes."""
    with started(python("-c", program, *arguments, output=tmp_path / "said")) as process:
        assert process.wait(40) == 0
    return process.said


@pytest.mark.parametrize(
    ("arguments", "end"),
    [
        pytest.param(["text"], " INFO    app.processes.worker: ready\n", id="alone"),
        pytest.param(["text", "worker-2"], " INFO    worker-2 app.processes.worker: ready\n", id="one of several"),
    ],
)
def test_a_line_names_its_process_where_that_has_a_name_and_what_kafkas_client_repeats_is_left_out(
    tmp_path: Path, arguments: list[str], end: str
) -> None:
    said = logged(tmp_path, *arguments)
    assert said.count("\n") == 1
    assert said.endswith(end)


@pytest.mark.parametrize(("arguments", "process"), [(["json"], None), (["json", "edge-1"], "edge-1")])
def test_lines_for_collectors_have_the_name_as_a_member(
    tmp_path: Path, arguments: list[str], process: str | None
) -> None:
    line = json.loads(logged(tmp_path, *arguments))
    assert (line.get("process"), line["logger"], line["message"]) == (process, "app.processes.worker", "ready")


@pytest.mark.parametrize(
    "output",
    [
        pytest.param(["text"], id="text"),
        pytest.param(["json"], id="json"),
    ],
)
def test_a_line_shows_the_fields_that_the_call_passed_as_extra(tmp_path: Path, output: list[str]) -> None:
    said = logged_by(FIELDS_PROGRAM, tmp_path, *output)
    assert said.count("\n") == 2
    for line, path in zip(said.splitlines(), ("/a b", "/c\nERROR forged"), strict=True):
        if output == ["json"]:
            fields = json.loads(line)
            assert (fields["method"], fields["path"], fields["count"]) == ("POST", path, 3)
            assert (fields["level"], fields["message"]) == ("warning", "request failed")
        else:
            assert line.endswith(f'request failed method="POST" path={json.dumps(path)} count=3 kind="KafkaError"')


def test_a_field_of_any_type_never_costs_the_line(tmp_path: Path) -> None:
    for output in ("text", "json"):
        said = logged_by(ODD_FIELDS_PROGRAM, tmp_path, output)
        assert "odd" in said
        assert "Logging error" not in said
        assert said.count("\n") == 1


def test_a_name_that_could_break_a_line_is_refused() -> None:
    with pytest.raises(ValidationError, match="log_process"):
        Settings(log_process="worker\n%s")
