"""Simulated days of delivery: what a fleet of an unknown city really does, for tests and benchmarks of arrivals."""
