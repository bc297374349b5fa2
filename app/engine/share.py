"""This worker's share of the partitions, told once when it becomes nothing or something again."""

import logging
from collections.abc import Iterable

from faust.types import TP

from app.observability.metrics import Metrics
from app.table.spec import TableSpec

log = logging.getLogger(__name__)


class Share:
    """What the group gave to this worker; a worker without a partition is not broken, and must not look so."""

    def __init__(self, spec: TableSpec, metrics: Metrics) -> None:
        self._spec, self._gauge = spec, metrics.gauge("tracker_partitions").labels(spec.name)
        self._stands_by = False

    def set(self, assigned: Iterable[TP]) -> None:
        """Take note of an assignment."""
        partitions = sum(tp.topic == self._spec.input_topic for tp in assigned)
        self._gauge.set(partitions)
        if self._stands_by != (stands_by := partitions == 0):
            self._stands_by = stands_by
            log.info("%s", sentence(partitions, self._spec.partitions))


def sentence(partitions: int, of: int) -> str:
    """Return what an operator should know of a share that was nothing before, or is nothing now."""
    if partitions:
        return f"no longer on standby: assigned {partitions} of {of} partitions"
    return (
        f"on standby without a partition: there are more processes of this kind than the {of} partitions "
        "(TRACKER_PARTITIONS); this one takes over when another exits"
    )
