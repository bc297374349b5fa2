"""The failures that only a person can fix; each prints one sentence instead of a traceback."""

DO_NOT_RESTART = 78
"""Exit code of a process whose next start would fail again (EX_CONFIG of sysexits.h)."""


class StartError(Exception):
    """A start that cannot succeed until a person acts; the text says what happened and what to do."""


class StateInUseError(StartError):
    """Another process has the state folder open; each worker needs its own (TRACKER_WORKER)."""
