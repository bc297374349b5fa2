import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.observability.metrics import Metrics
from tests.architecture.project import ROOT
from tests.metric_values import HISTOGRAM_SAMPLES, LABELS_OF, value_of

NAME = re.compile(r"tracker_[a-z0-9_]+")
NO_METRICS = {"tracker_session"}
"""The cookie."""
FAMILIES = {sample.removesuffix(suffix) for sample in LABELS_OF for suffix in HISTOGRAM_SAMPLES}


def _names_in(source: str) -> Iterator[str]:
    """Yield every string of a program that is shaped like the name of a metric."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
            yield node.value


def _unknown_in(source: str) -> set[str]:
    return {name for name in _names_in(source) if name not in FAMILIES | LABELS_OF.keys() | NO_METRICS}


@pytest.mark.parametrize("folder", ["app", "agents", "web", "tests", "tools"])
def test_every_metric_that_a_program_names_exists(folder: str) -> None:
    sources = {path: path.read_text() for path in Path(ROOT, folder).rglob("*.py")}
    sources.pop(Path(__file__), None)
    assert {str(path): unknown for path, source in sources.items() if (unknown := _unknown_in(source))} == {}


def test_a_name_that_no_metric_has_is_found() -> None:
    assert _unknown_in('value("tracker_changelog_gaps_total"); value("tracker_no_such_total")') == {
        "tracker_no_such_total"
    }


def test_a_test_cannot_read_a_sample_that_does_not_exist_as_0() -> None:
    metrics = Metrics()
    assert value_of(metrics, "tracker_keys_valid") == 0
    assert value_of(metrics, "tracker_ingest_rejected_total", code="not_json") == 0
    with pytest.raises(KeyError):
        value_of(metrics, "tracker_no_such_total")
    with pytest.raises(KeyError, match="labels"):
        value_of(metrics, "tracker_ingest_rejected_total", reason="not_json")
    with pytest.raises(KeyError, match="labels"):
        value_of(metrics, "tracker_keys_valid", code="not_json")
