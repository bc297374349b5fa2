"""Bodies of bulk requests in which every position is newer than the one before it of the same shipment."""

from itertools import chain, count, islice

from tests.bench.fleet import Fleet


class Batches:
    """Repeats a fleet without end; an installation uses one object, so that time only goes forward."""

    def __init__(self, fleet: Fleet, batch_size: int, first_round: int = 0) -> None:
        self._batch_size = batch_size
        self._fixes = chain.from_iterable(fleet.whole_round(number) for number in count(first_round))

    def __call__(self, _number: int) -> bytes:
        """Return the next batch as NDJSON."""
        return b"\n".join(islice(self._fixes, self._batch_size))
