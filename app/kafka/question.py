"""A periodic question to Kafka; any failure means that there is no answer yet."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from aiokafka.errors import KafkaError

from app.kafka.client import leaks_as_errors

log = logging.getLogger(__name__)

T = TypeVar("T")
AGAIN_EVERY_S = 1.0


class NoAnswerError(Exception):
    """Kafka gave no answer, or an unreadable one."""


class KafkaQuestion:
    """One repeated question; an unexpected error is logged once until there is an answer."""

    def __init__(self, what: str, within_s: float) -> None:
        self._what, self._within_s = what, within_s
        self._is_failing = False

    @asynccontextmanager
    async def asked(self) -> AsyncIterator[None]:
        """Run the block that asks; raises NoAnswerError if it fails or takes too long."""
        try:
            with leaks_as_errors():
                async with asyncio.timeout(self._within_s):
                    yield
        except (KafkaError, OSError) as error:  # TimeoutError is an OSError; the log reports a lost Kafka elsewhere
            log.debug("could not ask Kafka for %s: %r", self._what, error)
            raise NoAnswerError from error
        except Exception as error:
            if not self._is_failing:
                log.exception("could not ask Kafka for %s", self._what)
            self._is_failing = True
            raise NoAnswerError from error
        self._is_failing = False


async def until_answered(question: KafkaQuestion, ask: Callable[[], Awaitable[T]]) -> T:
    """Ask until Kafka answers, also through a long absence; the caller may cancel."""
    while True:
        try:
            async with question.asked():
                return await ask()
        except NoAnswerError:
            await asyncio.sleep(AGAIN_EVERY_S)
