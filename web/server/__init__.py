"""Connections: their limits, their refusals, and the fast path for single positions."""
