"""The moments at which a published arrival is kept, to be compared with what happened."""

import numpy as np

from app.domain.arrays import Floats, Ints

MILESTONES_S = (450.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0)
"""Foretold rests, each twice the one before it: a forecast is kept when its rest falls to one of them."""
STOP_BUCKETS = (0, 1, 3, 8, 20)
"""Least number of stops before of each bucket."""
BUCKET_OF = np.searchsorted(STOP_BUCKETS, np.arange(STOP_BUCKETS[-1] + 1), side="right") - 1


def bucket_of(stops_before: Ints) -> Ints:
    """Return the bucket of each number of stops before."""
    return np.asarray(BUCKET_OF[np.minimum(stops_before, STOP_BUCKETS[-1])])


def milestone_reached(rest_s: Floats) -> Ints:
    """Return how many milestones lie at or above each rest: those that a forecast has reached."""
    return np.asarray(len(MILESTONES_S) - np.searchsorted(MILESTONES_S, rest_s, side="left"))
