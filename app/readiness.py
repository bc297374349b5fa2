"""Whether this process can serve; each part reports what it still waits for."""


class Readiness:
    """Reasons by part (`kafka`, `view`, `table`); ready when no part has one.

    Where several report about one part, each has a `source` of its own, and none can say for another that it can serve.
    """

    def __init__(self, *parts: str) -> None:
        self._reasons: dict[tuple[str, str], str] = {(part, ""): f"{part} is starting" for part in parts}

    def wait_for(self, part: str, reason: str, source: str = "") -> None:
        """Report that `part` cannot serve, with a reason for operators."""
        self._reasons[part, source] = reason

    def ready(self, part: str, source: str = "") -> None:
        """Report that `part` can serve, as far as `source` knows; it has started then."""
        for name in (source, ""):
            self._reasons.pop((part, name), None)

    def reason_of(self, part: str) -> str | None:
        """Return why `part` cannot serve, or None."""
        return next((reason for (name, _), reason in self._reasons.items() if name == part), None)

    @property
    def reason(self) -> str | None:
        """Return why this process cannot serve, or None when it can."""
        return "; ".join(dict.fromkeys(self._reasons.values())) or None
