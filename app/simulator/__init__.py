"""Simulated vehicles that report to a running tracker through its public HTTP API, as devices do."""
