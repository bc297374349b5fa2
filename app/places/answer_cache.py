"""Answers that are kept for a while, the least recently used ones dropped first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

from app.clock import Clock

Answer = TypeVar("Answer")


class AnswerCache(Generic[Answer]):
    """At most `most` answers, each for `keep_s` seconds."""

    def __init__(self, clock: Clock, most: int, keep_s: float) -> None:
        self._clock, self._most, self._keep_s = clock, most, keep_s
        self._kept: OrderedDict[Hashable, tuple[float, Answer]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many are kept, those past their time too."""
        return len(self._kept)

    def get(self, question: Hashable) -> Answer | None:
        """Return the answer, or None where it is unknown or too old."""
        kept = self._kept.get(question)
        if kept is None:
            return None
        until, answer = kept
        if until <= self._clock.monotonic():
            del self._kept[question]
            return None
        self._kept.move_to_end(question)
        return answer

    def put(self, question: Hashable, answer: Answer) -> None:
        """Keep an answer."""
        self._kept[question] = self._clock.monotonic() + self._keep_s, answer
        self._kept.move_to_end(question)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
