"""A periodic question to Kafka; any failure means that there is no answer yet."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka.errors import KafkaError

from app.kafka.client import leaks_as_errors

log = logging.getLogger(__name__)


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
