"""Columns that grow: each array with the value of a row that is not there."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from app.domain.alerts.kinds import OF_DELIVERIES, OF_DRIVERS
from app.domain.routes.columns import ENDED, NO_DRIVER, Deliveries, Drivers

GROWTH = 1.25
FEWEST = 64
C = TypeVar("C", Deliveries, Drivers)

_DELIVERY = {
    "key": 0,
    "is_own": False,
    "driver": NO_DRIVER,
    "radius_m": 75.0,
    "sequence": np.inf,
    "window_start": -np.inf,
    "window_end": np.inf,
    "service_s": 180.0,
    "site_level": 0.0,
    "latitude": 0.0,
    "longitude": 0.0,
    "status": np.int8(ENDED),
    "attempt": 1,
    "approached": 0,
    "published_stops": -1,
    "published_risk": np.int8(0),
    "risk": np.int8(0),
    "foretold": 0,
    "alert_open": False,
}
_DRIVER = {
    "fleet": 0,
    "is_own": False,
    "is_charging": False,
    "is_off_duty": False,
    "pace_level": 0.0,
    "service_level": 0.0,
    "last_sequence": -np.inf,
    "passed_sequence": -np.inf,
    "changed": False,
    "anchor_written": False,
    "alert_open": False,
}
_ABSENT: dict[type[Deliveries | Drivers], tuple[Mapping[str, Any], int]] = {
    Deliveries: (_DELIVERY, len(OF_DELIVERIES)),
    Drivers: (_DRIVER, len(OF_DRIVERS)),
}


def columns_of(kind: type[C], size: int) -> C:
    """Return columns of `size` rows that are not there."""
    absent, kinds = _ABSENT[kind]
    arrays = {}
    for field in fields(kind):
        shape = (kinds, size) if field.name.startswith("alert_") else (size,)
        value = absent.get(field.name, np.nan)
        arrays[field.name] = np.full(shape, value, dtype=np.asarray(value).dtype)
    return kind(**arrays)


def grow(columns: C) -> None:
    """Make room for more rows, in place."""
    kind = type(columns)
    size: int = columns.is_own.shape[0]
    more = columns_of(kind, max(FEWEST, int(size * (GROWTH - 1))))
    for field in fields(kind):
        old = getattr(columns, field.name)
        setattr(columns, field.name, np.concatenate((old, getattr(more, field.name)), axis=-1))


def clear(columns: C, row: int) -> None:
    """Make a row one that is not there."""
    absent, _ = _ABSENT[type(columns)]
    for field in fields(columns):
        getattr(columns, field.name)[..., row] = absent.get(field.name, np.nan)
