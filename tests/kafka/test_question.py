"""Questions that Kafka does not answer."""

import pytest
from aiokafka.errors import GroupCoordinatorNotAvailableError

from app.kafka import question as module
from app.kafka.question import KafkaQuestion, until_answered


async def test_a_question_is_repeated_until_kafka_answers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN_EVERY_S", 0.0)
    failures: list[Exception] = [GroupCoordinatorNotAvailableError(), TimeoutError(), ConnectionError()]

    async def ask() -> str:
        if failures:
            raise failures.pop()
        return "answer"

    assert await until_answered(KafkaQuestion("anything", 5), ask) == "answer"
    assert failures == []
