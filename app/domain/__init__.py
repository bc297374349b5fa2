"""The decisions, as pure functions; imports nothing of ours but itself."""
