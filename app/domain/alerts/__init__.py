"""What needs a human: conditions, hold times, and what a driver's positions say about stops."""
