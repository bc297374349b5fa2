import ast
import json
import re
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from app.__main__ import _parser
from app.processes.commands import Counts, commands
from app.settings import AUTO_NAME, Settings
from tests.architecture.project import ROOT
from tests.deployment.files import compose, last_stage

SERVICES: Mapping[str, Any] = compose()["services"]
OURS = sorted(name for name, service in SERVICES.items() if service["image"].startswith("delivery-tracker:"))
LASTING = sorted(set(SERVICES) - {"topics"})
DURATION = re.compile(r"(\d+)(s|m)")
IMAGE = re.compile(r"[a-z./-]+:\d+\.\d+\.\d+(-alpine)?")


def _seconds(text: str) -> float:
    found = DURATION.fullmatch(text)
    assert found, text
    return float(found[1]) * (60 if found[2] == "m" else 1)


def _settings_of(service: str) -> Settings:
    """Return the settings of a container: the image's, overridden by the service's."""
    image = dict(re.findall(r"(TRACKER_\w+)=(\S+)", " ".join(rest for name, rest in last_stage() if name == "ENV")))
    variables = {**image, **SERVICES[service]["environment"]}
    names = {name.removeprefix("TRACKER_").lower(): value for name, value in variables.items()}
    assert set(names) <= set(Settings.model_fields)
    return Settings.model_validate(names)


def test_it_runs_kafka_a_proxy_and_two_of_each_role() -> None:
    assert OURS == ["dispatcher", "edge", "topics", "worker"]
    assert sorted(SERVICES) == ["dispatcher", "edge", "kafka", "proxy", "topics", "worker"]
    assert {SERVICES[name]["deploy"]["replicas"] for name in ("worker", "dispatcher", "edge")} == {2}


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned_to_a_version(name: str) -> None:
    assert IMAGE.fullmatch(SERVICES[name]["image"])


def test_kafka_is_the_version_that_laptops_and_tests_run() -> None:
    lock = (ROOT / "app" / "kafka.lock").read_text()
    found = re.search(r"org\.apache\.kafka:kafka_2\.13:(\S+) ", lock)
    assert found
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{found[1]}"


def test_our_image_has_the_version_of_the_project() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert {SERVICES[name]["image"] for name in OURS} == {f"delivery-tracker:{version[1]}"}
    assert {SERVICES[name]["build"] for name in OURS} == {"."}


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_one_of_the_product(name: str) -> None:
    assert _parser(SERVICES[name]["command"]).parse_args(SERVICES[name]["command"]).command == name


@pytest.mark.parametrize("name", ["worker", "dispatcher", "edge"])
def test_a_cluster_without_containers_runs_exactly_the_commands_of_the_containers(name: str) -> None:
    program = json.loads(dict(last_stage())["ENTRYPOINT"])
    native = [command.argv for command in commands(Settings(kafka="kafka:9092"), Counts(2, 2, 2))]
    assert native.count((sys.executable, *program[1:], *SERVICES[name]["command"])) == 2


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_with_a_valid_value(name: str) -> None:
    settings = _settings_of(name)
    assert (settings.host, settings.http_port, settings.dashboard_port) == ("0.0.0.0", 8080, 0)
    assert settings.kafka == "kafka:9092"


def test_all_roles_agree_on_what_they_share() -> None:
    shared = [_settings_of(name).model_dump(exclude={"worker", "dispatcher"}) for name in OURS]
    assert all(settings == shared[0] for settings in shared)


@pytest.mark.parametrize("name", ["worker", "dispatcher"])
def test_replicas_share_a_volume_and_each_takes_a_folder_of_its_own(name: str) -> None:
    assert SERVICES[name]["environment"][f"TRACKER_{name.upper()}"] == AUTO_NAME
    assert SERVICES[name]["volumes"] == [f"state:{_settings_of(name).data}"]
    assert SERVICES[name]["deploy"]["replicas"] <= _settings_of(name).partitions


def test_permanent_data_is_in_named_volumes() -> None:
    used = {text.partition(":")[0] for service in SERVICES.values() for text in service.get("volumes", [])}
    assert {name for name in used if not name.startswith(".")} == set(compose()["volumes"]) == {"kafka", "state"}
    environment = SERVICES["kafka"]["environment"]
    assert SERVICES["kafka"]["volumes"] == [f"kafka:{environment['KAFKA_LOG_DIRS']}"]


@pytest.mark.parametrize("name", LASTING)
def test_every_permanent_service_has_a_health_check_and_restarts(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in ("CMD", "CMD-SHELL")
    assert _seconds(check["timeout"]) < _seconds(check["interval"])
    assert 1 <= check["retries"] <= 5


def test_topics_are_created_once_before_other_services_start() -> None:
    assert SERVICES["topics"]["restart"] == "no"
    assert SERVICES["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    for name in ("worker", "edge"):
        conditions = {on: need["condition"] for on, need in SERVICES[name]["depends_on"].items()}
        assert conditions == {"topics": "service_completed_successfully", "kafka": "service_healthy"}
    assert SERVICES["proxy"]["depends_on"] == {"edge": {"condition": "service_healthy"}}


@pytest.mark.parametrize("name", OURS)
def test_a_stop_has_more_time_than_a_clean_end_takes(name: str) -> None:
    assert _seconds(SERVICES[name]["stop_grace_period"]) > _settings_of(name).shutdown_s


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_bounded_and_has_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"]["max-size"]
    assert name == "kafka" or service["read_only"]
    assert service["ulimits"]["nofile"]["soft"] > Settings.model_construct().stream_max_clients + 1000
    assert not {"privileged", "container_name", "network_mode"} & set(service)


def test_only_the_proxy_is_reachable_and_only_from_this_machine() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    published = SERVICES["proxy"]["ports"]
    assert published == ["${PUBLISH_ON:-127.0.0.1}:8080:8080", "${PUBLISH_ON:-127.0.0.1}:5173:5173"]


def test_kafka_makes_no_topic_by_itself_and_keeps_one_copy() -> None:
    environment = SERVICES["kafka"]["environment"]
    assert environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert environment["KAFKA_ADVERTISED_LISTENERS"] == f"PLAINTEXT://{_settings_of('edge').kafka}"
    assert environment["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] == "1"
    assert _settings_of("topics").replication == 1


def test_values_are_texts_as_the_tools_of_compose_expect_and_none_is_a_secret() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            assert isinstance(value, str), name
            assert not re.search("PASSWORD|SECRET|TOKEN|KEY", name)


@pytest.mark.parametrize("name", OURS)
def test_every_client_needs_a_key_and_has_its_own_rate_behind_the_proxy(name: str) -> None:
    settings = _settings_of(name)
    assert settings.requires_keys
    assert settings.trusted_proxies
    assert settings.rate_address_per_s > 0


def test_an_image_without_settings_requires_keys() -> None:
    environment = " ".join(rest for name, rest in last_stage() if name == "ENV")
    assert "TRACKER_AUTH=on" in environment


@pytest.mark.parametrize("name", ["worker", "edge"])
def test_the_health_check_asks_whether_it_is_ready_with_python_that_compiles(name: str) -> None:
    command, python, flag, code = SERVICES[name]["healthcheck"]["test"]
    assert (command, python, flag) == ("CMD", "python", "-c")
    ast.parse(code, feature_version=sys.version_info[:2])
    assert "/health/ready" in code
    assert str(_settings_of(name).http_port) in code
