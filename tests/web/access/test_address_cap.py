"""How much one address may hold open: counted for every kind of client, given back in every case."""

from contextlib import AsyncExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.observability.metrics import Metrics
from app.settings import Settings
from tests.metric_values import value_of
from tests.waiting import eventually
from tests.web.stream.fed_stream import StreamSite, stream_site
from web.access.address_cap import AddressCap

PROXY = {"trusted_proxies": "127.0.0.1", "max_connections_per_address": 2}


def a_cap(**settings: object) -> tuple[AddressCap, Metrics]:
    metrics = Metrics()
    return AddressCap(Settings(host="0.0.0.0", **{"max_connections_per_address": 2, **settings}), metrics), metrics  # type: ignore[arg-type]  # of several kinds


def refused(metrics: Metrics) -> float:
    return value_of(metrics, "tracker_connections_refused_total", limit="address")


def test_an_address_gets_so_many_connections_and_another_its_own() -> None:
    cap, metrics = a_cap()
    assert [cap.enter("198.51.100.1") for _ in range(3)] == [True, True, False]
    assert cap.enter("198.51.100.2")
    assert refused(metrics) == 1
    cap.leave("198.51.100.1")
    assert cap.enter("198.51.100.1")


def test_an_ipv6_site_has_one_share_however_many_addresses_it_has() -> None:
    cap, _ = a_cap()
    assert [cap.enter(f"2001:db8:1:2::{number}") for number in range(3)] == [True, True, False]
    assert cap.enter("2001:db8:1:3::1")
    assert [cap.enter(address) for address in ("::ffff:192.0.2.1", "192.0.2.1", "::ffff:192.0.2.1")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("settings", "peer"),
    [
        ({"trusted_proxies": "10.0.0.0/8"}, "10.1.2.3"),
        ({"host": "127.0.0.1"}, "127.0.0.1"),
        ({"max_connections_per_address": 0}, "198.51.100.1"),
    ],
    ids=["a trusted proxy", "only this machine can connect", "no limit"],
)
def test_who_is_not_counted(settings: dict[str, object], peer: str) -> None:
    metrics = Metrics()
    cap = AddressCap(Settings(**{"host": "0.0.0.0", "max_connections_per_address": 2, **settings}), metrics)  # type: ignore[arg-type]  # of several kinds
    assert all(cap.enter(peer) for _ in range(10))
    for _ in range(10):
        cap.leave(peer)
    assert refused(metrics) == 0


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["198.51.100.1", "2001:db8::1", "2001:db8::2", "", "odd%1"]))))
def test_nothing_is_remembered_of_who_has_left(steps: list[tuple[bool, str]]) -> None:
    cap, _ = a_cap()
    inside: list[str] = []
    for enters, peer in steps:
        if enters and cap.enter(peer):
            inside.append(peer)
        elif not enters and peer in inside:
            inside.remove(peer)
            cap.leave(peer)
    for peer in inside:
        cap.leave(peer)
    assert cap._open == {}


async def status_of(site: StreamSite, **headers: str) -> tuple[int, str]:
    async with site.session.get(site.url, headers=headers) as answer:
        return answer.status, "" if answer.status == 200 else (await answer.json())["code"]


def forwarded(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


async def test_streams_through_a_trusted_proxy_count_for_whom_it_brings_them_from() -> None:
    async with stream_site(**PROXY) as site:
        async with AsyncExitStack() as stack:
            for address in ("198.51.100.1", "198.51.100.1", "198.51.100.2"):
                reader = await stack.enter_async_context(site.open(**forwarded(address)))
                await reader.until("snapshot-complete")
            assert await status_of(site, **forwarded("198.51.100.1")) == (429, "too_many_connections")
            # What stands before it is the client's own invention.
            assert await status_of(site, **forwarded("6.6.6.6, 198.51.100.1")) == (429, "too_many_connections")
            assert await status_of(site) == (200, ""), "the proxy itself"
        await eventually(lambda: site.value("tracker_stream_clients") == 0)
        assert await status_of(site, **forwarded("198.51.100.1")) == (200, ""), "the room came back"
        assert site.value("tracker_connections_refused_total", limit="address") == 2


async def test_a_stream_that_is_refused_for_another_reason_gives_its_room_back() -> None:
    async with stream_site(**PROXY, stream_max_clients=1) as site:
        async with site.open() as reader:
            await reader.until("snapshot-complete")
            for _ in range(5):
                assert await status_of(site, **forwarded("198.51.100.1")) == (503, "overloaded")
        await eventually(lambda: site.value("tracker_stream_clients") == 0)
        assert await status_of(site, **forwarded("198.51.100.1")) == (200, "")


async def test_who_is_no_trusted_proxy_cannot_count_for_others() -> None:
    alone = {"trusted_proxies": "10.0.0.1", "max_connections_per_address": 1}
    async with stream_site(**alone) as site, site.open(**forwarded("198.51.100.1")) as reader:
        await reader.until("snapshot-complete")
        # It counts by its connection, which is not this file's server.
        assert await status_of(site, **forwarded("198.51.100.1")) == (200, "")
