"""The table in memory, with its indexes, cursor and filters."""
