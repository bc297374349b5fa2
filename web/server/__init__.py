"""Connections: their bounds, their refusals, and the fast way for single positions."""
