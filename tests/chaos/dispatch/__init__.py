"""Faults and promises of what the dispatchers decide."""
