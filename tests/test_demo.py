import socket

import pytest

from app.demo import START_DEMO, DemoSwitch, allows_demo
from app.processes.demo_fleet import demo_command
from app.settings import Settings


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


@pytest.mark.parametrize(("host", "url"), [("127.0.0.1", "http://127.0.0.1:9000"), ("::1", "http://[::1]:9000")])
def test_the_fleet_reports_to_the_first_process_that_serves_and_has_bounds(host: str, url: str) -> None:
    command = demo_command(settings(host=host, http_port=9000, demo_vehicles=40, demo_s=60))
    assert {"--vehicles=40", "--duration=60.0", f"--url={url}"} < {*command.argv}
    assert command.may_end
