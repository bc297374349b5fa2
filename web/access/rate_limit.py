"""Token buckets, one for each client, for a bounded number of clients."""

from collections import OrderedDict
from contextlib import suppress

from aiolimiter import AsyncLimiter
from prometheus_client import Counter

from web.http.problem import ProblemError


class RateLimit:
    """Limits each client's requests a second and at once; 0 a second: no limit."""

    def __init__(self, rate_per_s: float, burst: int, most_clients: int, refused: Counter) -> None:
        self.is_on = rate_per_s > 0
        self._rate_per_s, self._burst, self._most_clients, self._refused = rate_per_s, burst, most_clients, refused
        self._buckets: OrderedDict[str, AsyncLimiter] = OrderedDict()

    def take(self, client: str) -> None:
        """Count one request of a client; raises ProblemError `rate_limited` if it exceeds the limit."""
        if not self.has_room(client):
            self._refused.inc()
            detail = f"The limit is {self._rate_per_s:g} requests a second, and {self._burst} at once."
            raise ProblemError("rate_limited", detail, retry_after_s=max(1.0, 1 / self._rate_per_s))
        self.take_now(client)

    def has_room(self, client: str) -> bool:
        """Tell whether one more request of a client is within the limit."""
        return not self.is_on or self._bucket_of(client).has_capacity()

    def take_now(self, client: str) -> None:
        """Count one request that is within the limit."""
        if self.is_on:
            # `acquire` waits for capacity; if there is capacity, it completes at its first step.
            with suppress(StopIteration):
                self._bucket_of(client).acquire().send(None)

    def _bucket_of(self, client: str) -> AsyncLimiter:
        bucket = self._buckets.get(client)
        if bucket is None:
            if len(self._buckets) >= self._most_clients:
                self._buckets.popitem(last=False)
            bucket = self._buckets[client] = AsyncLimiter(self._burst, self._burst / self._rate_per_s)
        else:
            self._buckets.move_to_end(client)
        return bucket
