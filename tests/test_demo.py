import re
import shlex
import socket
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.demo import START_DEMO, DemoSwitch, allows_demo
from app.processes.demo_fleet import demo_commands
from app.settings import Settings
from app.simulator.options import Options, add_arguments, options_from
from tests.architecture.project import ROOT


def settings(**values: object) -> Settings:
    return Settings.model_validate({"demo": True, **values})


def test_the_demo_is_off_by_default() -> None:
    assert not allows_demo(Settings.model_construct())


@pytest.mark.parametrize(
    ("values", "may"),
    [
        ({}, True),
        ({"host": "localhost"}, True),
        ({"host": "::1"}, True),
        ({"host": "0.0.0.0", "open_to_all": True}, False),  # what is refused
        ({"host": "192.168.1.7", "open_to_all": True}, False),
        ({"auth": "on"}, False),
        ({"tls_cert": "tls.pem", "tls_key": "tls.key"}, False),
    ],
)
def test_the_demo_starts_only_on_the_loopback_address_and_without_keys(values: dict[str, object], may: bool) -> None:
    assert allows_demo(settings(**values)) is may


def test_a_process_asks_its_supervisor_only_once() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        switch = DemoSwitch(settings(), theirs.fileno())
        states = [switch.state]
        for _ in range(2):
            switch.start()
            states.append(switch.state)
        assert states == ["ready", "started", "started"]
        assert ours.recv(16) == START_DEMO


def test_a_process_without_a_supervisor_has_none() -> None:
    switch = DemoSwitch(settings(), None)
    switch.start()
    assert switch.state == "off"


def options_of(words: Sequence[str]) -> Options:
    parser = ArgumentParser()
    add_arguments(parser)
    return options_from(parser.parse_args(words))


def simulators(**values: object) -> list[Options]:
    commands = demo_commands(settings(**values))
    return [options_of(command.argv[command.argv.index("simulate") + 1 :]) for command in commands]


def simulators_of_make() -> list[Options]:
    """Return the options of each simulator that `make demo` starts, without the address."""
    [recipe] = re.findall(r"^demo: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return [options_of(shlex.split(words)) for words in re.findall(r"simulate (.*?) --url", recipe)]


def test_the_demo_runs_the_simulators_that_make_demo_runs() -> None:
    ours = [replace(each, url=Options().url, vehicles=None, duration_s=None) for each in simulators()]
    assert ours == simulators_of_make()
    assert [each.source for each in ours] == ["company", "streets"]


@pytest.mark.parametrize(("host", "url"), [("127.0.0.1", "http://127.0.0.1:9000"), ("::1", "http://[::1]:9000")])
def test_each_simulator_reports_to_the_first_process_that_serves_and_has_bounds(host: str, url: str) -> None:
    found = simulators(host=host, http_port=9000, demo_vehicles=40, demo_s=60)
    assert [(each.url, each.duration_s, each.vehicles) for each in found] == [(url, 60.0, None), (url, 60.0, 40)]


def test_a_simulator_may_end_and_the_tracker_needs_none() -> None:
    commands = demo_commands(settings())
    assert [(command.name, command.may_end, command.is_needed) for command in commands] == [
        ("demo-company", True, False),
        ("demo-streets", True, False),
    ]
