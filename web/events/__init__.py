"""The newest events, in memory: the reader of their topic, their list and their stream."""
