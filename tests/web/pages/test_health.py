from pathlib import Path

from tests.web.tracker_api import a_tracker


async def test_a_process_lives_even_when_it_cannot_serve(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.services.readiness.wait_for("kafka", "Kafka does not answer")
    async with tracker.client() as client:
        answer = await client.get("/health/live")
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_readiness_tells_all_reasons_until_none_is_left(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    readiness = tracker.services.readiness
    readiness.wait_for("kafka", "Kafka does not answer")
    readiness.wait_for("view", "7 of 9 records read")
    async with tracker.client() as client:
        answer = await client.get("/health/ready")
        assert answer.status == 503
        assert answer.headers["Cache-Control"] == "no-store"
        assert await answer.json() == {"status": "unavailable", "reason": "Kafka does not answer; 7 of 9 records read"}
        readiness.ready("kafka")
        readiness.ready("view")
        answer = await client.get("/health/ready")
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def test_metrics_are_in_the_form_that_prometheus_reads(tmp_path: Path) -> None:
    tracker = a_tracker(tmp_path)
    tracker.services.metrics.counter("tracker_ingest_fixes_total").inc(3)
    async with tracker.client() as client:
        answer = await client.get("/metrics")
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        assert "tracker_ingest_fixes_total 3.0" in await answer.text()
