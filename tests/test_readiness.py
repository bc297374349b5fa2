"""Why a process cannot serve, where one part or several report it."""

from app.readiness import Readiness


def test_a_part_waits_from_the_start_until_it_says_that_it_can_serve() -> None:
    readiness = Readiness("kafka")
    assert readiness.reason == "kafka is starting"
    readiness.ready("kafka")
    assert readiness.reason is None


def test_a_source_that_is_ready_does_not_speak_for_another_of_the_same_part() -> None:
    readiness = Readiness("kafka")
    readiness.wait_for("kafka", "Kafka does not answer", "latest")
    readiness.ready("kafka", "deliveries")
    assert readiness.reason == readiness.reason_of("kafka") == "Kafka does not answer"
    readiness.ready("kafka", "latest")
    assert readiness.reason_of("kafka") is None


def test_a_reason_that_two_sources_have_is_told_once() -> None:
    readiness = Readiness()
    for source in ("latest", "deliveries"):
        readiness.wait_for("kafka", "Kafka does not answer", source)
    assert readiness.reason == "Kafka does not answer"
