"""Addresses from a geocoder, over real HTTP."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import ValidationError

from app.observability.metrics import Metrics
from app.places.address import Address
from app.places.answer_cache import AnswerCache
from app.places.geocoder import MOST_ANSWER_BYTES, Geocoder, GeocoderError, Question
from app.settings import Settings
from tests.builders import NOON
from tests.fakes import FixedClock
from tests.metric_values import value_of
from tests.places.fake_geocoder import NOMINATIM_PLACE, PHOTON_FEATURE, FakeGeocoder

SECRET = "100 Main Street, Butler"
BUTLER = (40.8612, -79.8953)


class Site:
    """The product's geocoder client beside a fake server."""

    def __init__(self, fake: FakeGeocoder, kind: str, **settings: Any) -> None:
        self.fake, self.clock, self.metrics = fake, FixedClock(NOON), Metrics()
        chosen = Settings(**{"geocoder": f"{kind}+{fake.url}", "geocoder_per_s": 1_000.0, **settings})
        self.geocoder = Geocoder(chosen, self.clock, self.metrics)

    async def find(self, text: str = SECRET, **question: Any) -> list[Address]:
        return list(await self.geocoder.find(Question(text, **question)))

    async def fails(self, text: str = SECRET) -> GeocoderError:
        with pytest.raises(GeocoderError) as caught:
            await self.find(text)
        return caught.value

    def count(self, outcome: str) -> float:
        return value_of(self.metrics, "tracker_geocoder_requests_total", outcome=outcome)


@asynccontextmanager
async def a_site(kind: str = "nominatim", **settings: Any) -> AsyncIterator[Site]:
    async with FakeGeocoder().serving() as fake:
        site = Site(fake, kind, **settings)
        try:
            yield site
        finally:
            fake.may_answer.set()
            await site.geocoder.close()


async def test_nominatim_is_asked_as_its_documentation_says() -> None:
    async with a_site() as site:
        [address] = await site.find(near=(40.9, -79.9), languages="de-DE,de;q=0.9")
        [request] = site.fake.asked
    assert address == Address(str(NOMINATIM_PLACE["display_name"]), *BUTLER)
    assert dict(request.query) == {
        "q": SECRET,
        "format": "jsonv2",
        "limit": "20",
        "viewbox": "-80.9,41.9,-78.9,39.9",
    }
    assert request.headers["User-Agent"].startswith("delivery-tracker/")
    assert request.headers["Accept-Language"] == "de-DE,de;q=0.9"
    assert "Cookie" not in request.headers


async def test_photon_is_asked_as_its_documentation_says() -> None:
    async with a_site("photon") as site:
        [address] = await site.find(near=(40.9, -79.9))
        [request] = site.fake.asked
    assert address == Address("100 Main Street, 16001 Butler, Pennsylvania, United States", *BUTLER)
    assert dict(request.query) == {"q": SECRET, "limit": "20", "lat": "40.9", "lon": "-79.9"}


async def test_an_equal_question_is_answered_from_memory_until_its_time_is_up() -> None:
    async with a_site(geocoder_cache_s=60.0) as site:
        await site.find()
        await site.find()
        assert (len(site.fake.asked), site.count("cached")) == (1, 1)
        site.clock.time += 61
        await site.find()
        assert len(site.fake.asked) == 2
        await site.find(languages="fr")
        assert len(site.fake.asked) == 3


async def test_equal_questions_at_the_same_time_are_one_request() -> None:
    async with a_site() as site:
        site.fake.may_answer.clear()
        waiting = [asyncio.create_task(site.find()) for _ in range(5)]
        await site.fake.has_asked.wait()
        waiting[0].cancel()
        site.fake.may_answer.set()
        answers = await asyncio.gather(*waiting[1:])
        assert all(answer == answers[0] for answer in answers)
        assert len(answers[0]) == 1
        assert len(site.fake.asked) == 1
        assert site.count("joined") == 4


async def test_questions_beyond_the_rate_wait_for_their_turn() -> None:
    loop = asyncio.get_running_loop()
    async with a_site(geocoder_per_s=20.0, geocoder_timeout_s=30.0) as site:
        began = loop.time()
        await asyncio.gather(*(site.find(str(number)) for number in range(4)))
        assert loop.time() - began >= 0.15
        assert len(site.fake.asked) == 4


async def test_questions_that_would_wait_too_long_are_refused() -> None:
    async with a_site(geocoder_per_s=0.04, geocoder_timeout_s=20.0) as site:
        answers = await asyncio.gather(*(site.find(str(number)) for number in range(4)), return_exceptions=True)
        errors = [answer for answer in answers if isinstance(answer, GeocoderError)]
        assert [(error.code, error.retry_after_s) for error in errors] == [("geocoder_busy", 25)] * 3
        assert (len(site.fake.asked), site.count("busy")) == (1, 3)


FAILURES: dict[str, dict[str, Any]] = {
    "429": {"status": 429},
    "500": {"status": 500},
    "503": {"status": 503},
    "403": {"status": 403},
    "a redirect": {"status": 302, "headers": {"Location": "/search"}},
    "no JSON": {"body": b"<html>Sorry</html>"},
    "another JSON": {"body": b'{"error":"none"}'},
    "a number": {"body": b"7"},
    "no UTF-8": {"body": b'["\xff"]'},
    "nothing": {"body": b""},
    "huge": {"body": b"[" + b" " * MOST_ANSWER_BYTES + b"]"},
    "deep": {"body": b"[" * 100_000},
}


@pytest.mark.parametrize("name", FAILURES)
async def test_a_failure_is_a_word_for_the_caller_and_a_pause_for_the_geocoder(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with a_site() as site:
        for part, value in FAILURES[name].items():
            setattr(site.fake, part, value)
        error = await site.fails()
        assert error.code == "geocoder_unavailable"
        assert 0.5 <= error.retry_after_s <= 1
        again = await site.fails("another question")
        assert (again.code, len(site.fake.asked)) == ("geocoder_unavailable", 1)
        assert (site.count("failed"), site.count("paused")) == (1, 1)
        site.fake.status, site.fake.body = 200, None
        site.clock.time += 1
        assert len(await site.find()) == 1
    assert [record.message for record in caplog.records if record.name == "app.places.geocoder"] == [
        "geocoder failed; addresses are not searched meanwhile",
        "geocoder answers again",
    ]


async def test_a_slow_geocoder_is_given_up() -> None:
    async with a_site(geocoder_timeout_s=0.05) as site:
        site.fake.may_answer.clear()
        assert (await site.fails()).code == "geocoder_unavailable"


async def test_a_geocoder_that_is_not_there_is_unavailable() -> None:
    async with a_site() as site:
        pass
    gone = Site(site.fake, "photon")
    assert (await gone.fails()).code == "geocoder_unavailable"
    await gone.geocoder.close()


async def test_requests_that_fail_together_are_one_failure(caplog: pytest.LogCaptureFixture) -> None:
    async with a_site() as site:
        site.fake.status = 500
        site.fake.may_answer.clear()
        waiting = [asyncio.create_task(site.fails(str(number))) for number in range(4)]
        async with asyncio.timeout(5):
            while len(site.fake.asked) < 4:
                await asyncio.sleep(0)
        site.fake.may_answer.set()
        errors = await asyncio.gather(*waiting)
    assert all(error.retry_after_s <= 1 for error in errors)
    assert len([record for record in caplog.records if record.name == "app.places.geocoder"]) == 1


async def test_pauses_double_and_respect_what_the_geocoder_asks_for() -> None:
    async with a_site() as site:
        site.fake.status = 500
        for longest in (1, 2, 4, 8):
            error = await site.fails()
            assert longest / 2 <= error.retry_after_s <= longest
            site.clock.time += longest
        site.fake.status, site.fake.headers = 429, {"Retry-After": "120"}
        assert (await site.fails()).retry_after_s == 120
        site.clock.time += 120
        site.fake.headers = {"Retry-After": "99999999"}
        assert (await site.fails()).retry_after_s == 3_600


async def test_a_text_that_the_geocoder_does_not_take_finds_nothing_and_causes_no_pause() -> None:
    async with a_site() as site:
        site.fake.status = 400
        assert await site.find() == []
        site.fake.status = 200
        assert len(await site.find("another")) == 1


LIES = [
    {**NOMINATIM_PLACE, "lat": "north"},
    {**NOMINATIM_PLACE, "lat": "91"},
    {**NOMINATIM_PLACE, "lon": "nan"},
    {**NOMINATIM_PLACE, "lon": None},
    {**NOMINATIM_PLACE, "lon": True},
    {**NOMINATIM_PLACE, "display_name": ""},
    {**NOMINATIM_PLACE, "display_name": ["a"]},
    {},
    "a place",
]


async def test_places_that_cannot_be_are_left_out() -> None:
    async with a_site() as site:
        site.fake.nominatim = [*LIES, {**NOMINATIM_PLACE, "display_name": "a\x00b\n" + "c" * 1_000}]
        [address] = await site.find()
        assert address.label == "ab" + "c" * 298
    async with a_site("photon") as site:
        odd = [
            {**PHOTON_FEATURE, "geometry": geometry}
            for geometry in (None, {}, {"coordinates": [1]}, {"coordinates": 7})
        ]
        site.fake.photon = {"features": [*odd, {"geometry": PHOTON_FEATURE["geometry"]}, 5, PHOTON_FEATURE]}
        assert len(await site.find()) == 1


async def test_no_question_gets_into_the_log_or_the_metrics(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with a_site() as site:
        await site.find()
        site.clock.time += 100_000
        site.fake.status = 500
        await site.fails()
    gone = Site(site.fake, "nominatim")
    await gone.fails()
    await gone.geocoder.close()
    for site_of in (site, gone):
        assert b"Street" not in site_of.metrics.render()
    ours = [record for record in caplog.records if record.name.startswith("app.")]
    assert ours
    assert not [record for record in ours if "Street" in str(record.__dict__)]


async def test_closing_ends_a_request_under_way() -> None:
    async with a_site() as site:
        site.fake.may_answer.clear()
        waiting = asyncio.create_task(site.find())
        await site.fake.has_asked.wait()
        await site.geocoder.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting


def test_the_cache_is_bounded_and_drops_what_was_not_used_longest() -> None:
    cache: AnswerCache[str] = AnswerCache(FixedClock(NOON), most=2, keep_s=10)
    cache.put("a", "1")
    cache.put("b", "2")
    assert cache.get("a") == "1"
    cache.put("c", "3")
    assert (cache.get("a"), cache.get("b"), cache.get("c"), len(cache)) == ("1", None, "3", 2)


@pytest.mark.parametrize(
    "text",
    ["https://nominatim.example.org", "nominatim+ftp://a.example", "google+https://a.example", "photon+https://",
     "photon+https://u:p@a.example", "photon+https://a.example/?key=1", "photon+https://a.example/#a"],
)  # fmt: skip
def test_a_geocoder_that_cannot_be_asked_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ValidationError):
        Settings(geocoder=text)


def test_no_geocoder_is_configured_by_default() -> None:
    assert Settings.model_fields["geocoder"].default == ""
