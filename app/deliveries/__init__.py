"""Deliveries as bytes: their commands, their rows and the events about them."""
