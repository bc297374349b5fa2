"""Whether a driver is still heard."""

import numpy as np

from app.domain.arrays import Codes, Floats

LIVE, DELAYED, SILENT = range(3)
"""`DELAYED` is `late` on the wire."""
SILENT_LEAST_S, SILENT_INTERVALS = 180.0, 5.0
DELAYED_INTERVALS, DELAYED_LEAST_S = 2.0, 60.0
USUAL_INTERVAL_S = 30.0


def signal_of(fix_at: Floats, interval_s: Floats, now: float) -> Codes:
    """Return the signal of each driver; a driver without a fix is silent."""
    usual = np.where(np.isfinite(interval_s), interval_s, USUAL_INTERVAL_S)
    age_s = np.where(np.isfinite(fix_at), now - fix_at, np.inf)
    delayed = age_s > np.maximum(DELAYED_LEAST_S, DELAYED_INTERVALS * usual)
    silent = age_s > np.maximum(SILENT_LEAST_S, SILENT_INTERVALS * usual)
    return (delayed.astype(np.int8) + silent).astype(np.int8)
