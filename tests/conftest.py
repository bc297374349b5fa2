"""Fixtures shared by all tests; what is not a fixture is in a module of its own (never import from here)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from app.ports import free_port
from app.settings import Settings
from tests.kafka.embedded import OwnKafka, running_kafka, unique_prefix

# How long an example takes says how busy the machine is, not whether the property holds; pytest bounds each test's time.
hypothesis.settings.register_profile("tracker", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("tracker")


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a real Kafka that all tests of a run share; topics are told apart by prefix."""
    with running_kafka(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker.address


@pytest.fixture
def make_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Settings]:
    """Return a factory of settings on the shared Kafka: an own prefix, free ports, a folder that goes away."""
    prefix = unique_prefix()

    def make(**values: Any) -> Settings:
        if "kafka" not in values:
            values["kafka"] = request.getfixturevalue("kafka")
        defaults = {"prefix": prefix, "data": tmp_path, "http_port": free_port(), "dashboard_port": 0, "partitions": 4}
        return Settings(**{**defaults, **values})

    return make


@pytest.fixture
def own_kafka(tmp_path: Path) -> Iterator[OwnKafka]:
    """Yield a started Kafka of the test's own, to be stopped, killed and started again at will."""
    with running_kafka(tmp_path / "own") as broker:
        yield broker
