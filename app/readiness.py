"""Whether this process can serve; each part reports what it still waits for."""


class Readiness:
    """Reasons by part (`kafka`, `view`, `table`); ready when no part has one."""

    def __init__(self, *parts: str) -> None:
        self._reasons: dict[str, str] = {part: f"{part} is starting" for part in parts}

    def wait_for(self, part: str, reason: str) -> None:
        """Report that `part` cannot serve, with a reason for operators."""
        self._reasons[part] = reason

    def ready(self, part: str) -> None:
        """Report that `part` can serve."""
        self._reasons.pop(part, None)

    def reason_of(self, part: str) -> str | None:
        """Return why `part` cannot serve, or None."""
        return self._reasons.get(part)

    @property
    def reason(self) -> str | None:
        """Return why this process cannot serve, or None when it can."""
        return "; ".join(dict.fromkeys(self._reasons.values())) or None
