"""Fixtures shared by all tests; what is not a fixture is in a module of its own (never import from here)."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from app.ports import free_port
from app.settings import Settings
from tests.company import turn_to_run
from tests.kafka.embedded import OwnKafka, running_kafka, unique_prefix
from tests.kafka.shared import SharedKafka, shared_address

# How long an example takes says how busy the machine is, not whether the property holds; pytest bounds each test's time.
hypothesis.settings.register_profile("tracker", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("tracker")


KAFKA_FIXTURES = {"kafka", "make_settings", "own_kafka"}
SHARED_KAFKA = pytest.StashKey[SharedKafka]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark what uses a broker before -m decides; start the longest tests first, so that no process waits for a last one."""
    for item in items:
        if KAFKA_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.kafka)
    yield
    items.sort(key=_is_later)


def _is_later(item: pytest.Item) -> tuple[bool, bool, bool]:
    """Order by marker: a test that runs alone waits for no other at the beginning, and for the longest one later."""
    return (
        item.get_closest_marker("alone") is None,
        item.get_closest_marker("system") is None,
        item.get_closest_marker("kafka") is None,
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)  # outside of the time that a test may take
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test that is marked `alone` while no other test runs in any process."""
    cache = item.config.cache
    assert cache is not None
    with turn_to_run(cache.mkdir("company"), alone=item.get_closest_marker("alone") is not None):
        return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker process of pytest-xdist where to ask for the broker that all of them share."""
    stash = node.config.stash
    if SHARED_KAFKA not in stash:
        stash[SHARED_KAFKA] = SharedKafka()
        node.config.add_cleanup(stash[SHARED_KAFKA].close)
    node.workerinput["kafka_socket"] = stash[SHARED_KAFKA].socket_path


@pytest.fixture(scope="session")
def kafka(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a real Kafka that all tests of a run share; topics are told apart by prefix."""
    socket_path = getattr(request.config, "workerinput", {}).get("kafka_socket")
    if socket_path:
        yield shared_address(socket_path)
        return
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


@pytest.fixture(scope="session")
def _own_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnKafka]:
    with running_kafka(tmp_path_factory.mktemp("own")) as broker:
        yield broker


@pytest.fixture
def own_kafka(_own_kafka: OwnKafka) -> OwnKafka:
    """Return a started Kafka, to be stopped, killed and started again at will: the tests of one process take turns."""
    if not _own_kafka.is_started:
        _own_kafka.start()
    return _own_kafka
