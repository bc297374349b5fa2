"""Checks that end a worker that cannot continue, so that it is restarted."""
