"""A stream lasts as long as what it was opened with: a key until it is revoked, a token and a sign-in until they end."""

import asyncio

import pytest

from app.domain.access import Access, Scope, reading_part
from app.keys.record import KeyRecord, new_record
from tests.web.stream.fed_stream import Reader, StreamSite, stream_site

WAIT_S = 10
LIFE_S = 3600.0


def a_reader(site: StreamSite) -> KeyRecord:
    record, _ = new_record("reader", frozenset({Scope.READ}), None, 0.0)
    site.keyring.apply(record.id, record)
    return record


def let_in(site: StreamSite, life_s: float | None = LIFE_S) -> KeyRecord:
    """Let the next readers in with something that lives so long, or with the key itself."""
    record = a_reader(site)
    whole: Access = record.access
    site.access = whole if life_s is None else reading_part(whole, site.clock.now() + life_s)
    return record


async def rest_of(reader: Reader) -> list[str]:
    names = []
    async with asyncio.timeout(WAIT_S):
        try:
            while True:
                names.append((await reader.next()).event)
        except StopAsyncIteration:
            return names


async def test_a_stream_ends_with_bye_when_the_token_that_opened_it_does() -> None:
    async with stream_site(heartbeat_s=0.4) as site:
        let_in(site)
        async with site.open() as reader:
            await reader.until("snapshot-complete")
            site.clock.ahead_s = LIFE_S - 60
            assert (await reader.until("heartbeat")).event == "heartbeat", "a minute before its end it goes on"
            site.clock.ahead_s = LIFE_S
            assert (await rest_of(reader))[-1] == "bye"
        assert site.value("tracker_stream_dropped_total", reason="expired") == 1
        assert site.value("tracker_stream_clients") == 0


async def test_a_busy_stream_ends_in_time_too() -> None:
    async with stream_site() as site:
        let_in(site)
        async with site.open() as reader:
            await reader.until("snapshot-complete")
            site.clock.ahead_s = LIFE_S

            async def move_on() -> None:
                while site.value("tracker_stream_clients"):
                    site.move()
                    await asyncio.sleep(0)

            async with asyncio.timeout(WAIT_S):
                _, names = await asyncio.gather(move_on(), rest_of(reader))
            assert names[-1] == "bye"


async def test_a_reader_that_does_not_take_the_bye_is_cut() -> None:
    async with stream_site(stream_bye_s=0.05, stream_send_buffer_bytes=4096) as site:
        let_in(site)
        for number in range(3_000):
            site.put(f"S-{number}")
        async with site.open() as reader:
            site.clock.ahead_s = LIFE_S  # in the middle of a snapshot that is not read
            async with asyncio.timeout(WAIT_S):
                while site.value("tracker_stream_clients"):
                    site.hub.on_changes()
                    await asyncio.sleep(0.01)
            assert not reader.response.content.at_eof()
        assert site.value("tracker_stream_dropped_total", reason="expired") == 1


@pytest.mark.parametrize("life_s", [None, LIFE_S])
async def test_a_revoked_key_ends_what_it_and_its_tokens_opened_and_is_counted_once(life_s: float | None) -> None:
    async with stream_site(heartbeat_s=0.4) as site:
        record = let_in(site, life_s)
        async with site.open() as reader:
            await reader.until("snapshot-complete")
            site.clock.ahead_s = 10 * LIFE_S if life_s is None else 0.0
            assert (await reader.until("heartbeat")).event == "heartbeat", "a key itself has no end"
            site.keyring.apply(record.id, record.model_copy(update={"revokedAt": 1.0}))
            site.clock.ahead_s = 10 * LIFE_S
            assert (await rest_of(reader))[-1] == "bye"
        assert site.value("tracker_stream_dropped_total", reason="revoked") == 1
        assert site.value("tracker_stream_dropped_total", reason="expired") == 0
