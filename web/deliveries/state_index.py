"""Status, risk and open alerts of deliveries as numbers by slot."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

import numpy as np

from web.deliveries.changelog_row import DeliveryEntry, OpenAlert
from web.deliveries.words import ALERTS, RESOLVED, RISKS, STATUSES
from web.replica.column import Column, Vector, is_any_of
from web.replica.current_values import IndexValues
from web.replica.row_index import ColumnIndex
from web.replica.row_store import RowStore

UNKNOWN = -1
"""Of a word that a newer version wrote: no filter names it."""
_STATUS = {status: number for number, status in enumerate(STATUSES)}
_RISK = {risk: number for number, risk in enumerate(RISKS)}
_ALERT = {alert: 1 << number for number, alert in enumerate(ALERTS)}


def _numbers(words: Iterable[str], known: dict[str, int]) -> Vector:
    return np.array([known[word] for word in words], np.int8)


def _alerts_of(alerts: Sequence[OpenAlert]) -> int:
    return reduce(or_, (_ALERT.get(alert.kind, 0) for alert in alerts if alert.state != RESOLVED), 0)


class StateIndex(ColumnIndex[DeliveryEntry]):
    """What changes while a delivery is on its way."""

    def __init__(self, store: RowStore[DeliveryEntry]) -> None:
        self._status, self._risk, self._alerts = Column("i1"), Column("i1"), Column("i4")
        self.columns: Sequence[Column] = (self._status, self._risk, self._alerts)
        self.watched: Sequence[Column] = self.columns
        self._value = store.attach(self)

    def write_one(self, slot: int, row: DeliveryEntry) -> None:
        """Set the state of one row."""
        self._status.cells[slot] = _STATUS.get(row.status, UNKNOWN)  # type: ignore[union-attr]  # no deletion
        progress = row.progress  # type: ignore[union-attr]  # no deletion
        self._risk.cells[slot] = 0 if progress is None else _RISK.get(progress.risk, UNKNOWN)
        alerts = row.alerts  # type: ignore[union-attr]  # no deletion
        self._alerts.cells[slot] = _alerts_of(alerts) if alerts else 0

    def has_status(self, statuses: Iterable[str], values: IndexValues) -> Vector:
        """Tell for each of these rows whether it has one of the statuses."""
        return is_any_of(values[self._value], _numbers(statuses, _STATUS))

    def has_risk(self, risks: Iterable[str], values: IndexValues) -> Vector:
        """Tell the same of the risks."""
        return is_any_of(values[self._value + 1], _numbers(risks, _RISK))

    def has_alert(self, alerts: Iterable[str], values: IndexValues) -> Vector:
        """Tell for each of these rows whether one of the alerts is open."""
        wanted = reduce(or_, (_ALERT[alert] for alert in alerts), 0)
        return np.asarray(values[self._value + 2] & wanted != 0)
