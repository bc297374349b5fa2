"""How long a leg takes: straight distance by detour and speed, and the levels that were learned for it."""

import numpy as np

from app.domain.arrays import Floats, Ints

START_SPEED_MPS = 30 / 3.6
DETOUR_AT_M = (500.0, 1_500.0, 15_000.0, 30_000.0)
DETOUR = (1.5, 1.34, 1.34, 1.25)
"""Road distance ÷ straight distance at DETOUR_AT_M metres, between them in proportion."""
SHORTEST_M = 100.0
KNOTS = 6
"""Learned levels of a leg by its straight distance: at 100 m and at each half power of ten above."""


def default_leg_s(straight_m: Floats) -> Floats:
    """Return the seconds of legs before anything is learned."""
    return np.asarray(straight_m * np.interp(straight_m, DETOUR_AT_M, DETOUR) / START_SPEED_MPS)


def knot_scale(straight_m: Floats) -> Floats:
    """Return where each distance lies between the knots, from 0 to KNOTS - 1."""
    return np.asarray(np.clip(2 * np.log10(np.maximum(straight_m, SHORTEST_M) / SHORTEST_M), 0, KNOTS - 1.001))


def knots_of(straight_m: Floats) -> tuple[Ints, Floats]:
    """Return the knot below each distance, and the share of the knot above it."""
    scale = knot_scale(straight_m)
    below = scale.astype(np.int64)
    return below, scale - below


def level_at(levels: Floats, row: Ints, scale: Floats) -> Floats:
    """Return levels of shape (R, KNOTS) at a row and between two knots."""
    below = scale.astype(np.int64)
    flat, at = levels.ravel(), row * KNOTS + below
    value = flat[at]
    return np.asarray(value + (flat[at + 1] - value) * (scale - below))
