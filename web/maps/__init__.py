"""Serves the street maps that the dashboard draws."""
