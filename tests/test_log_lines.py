import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings
from tests.kafka.processes import python

PROGRAM = """
import logging, sys
from app.observability import configure_logging
configure_logging("info", *sys.argv[1:])
logging.getLogger("app.worker").info("ready")
logging.getLogger("aiokafka").error("Unable connect to node with id bootstrap-0")
logging.getLogger("mode").info("[^-App]: Starting...")
"""


def logged(tmp_path: Path, *arguments: str) -> str:
    """Return what a process writes whose logs are configured like this."""
    with python("-c", PROGRAM, *arguments, output=tmp_path / "said") as process:
        assert process.wait(20) == 0
    return (tmp_path / "said").read_text()


@pytest.mark.parametrize(
    ("arguments", "end"),
    [
        pytest.param(["text"], " INFO    app.worker: ready\n", id="alone"),
        pytest.param(["text", "worker-2"], " INFO    worker-2 app.worker: ready\n", id="one of several"),
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
    assert (line.get("process"), line["logger"], line["message"]) == (process, "app.worker", "ready")


def test_a_name_that_could_break_a_line_is_refused() -> None:
    with pytest.raises(ValidationError, match="log_process"):
        Settings(log_process="worker\n%s")
