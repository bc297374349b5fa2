"""A delivery that keeps all entries and works everything out again each time, written apart from the product."""

from typing import Any, NamedTuple

ENDS = {"delivered", "returned", "cancelled"}
AFTER = {
    "created": {"in_transit", "out_for_delivery"},
    "in_transit": {"out_for_delivery"},
    "attempt_failed": {"out_for_delivery", "in_transit", "ready_for_pickup", "returning", "returned"},
    "ready_for_pickup": {"returning", "returned"},
    "returning": {"returned"},
}
KEPT, CUSTODY_KEPT, SKEW = 10, 20, 300


class Known(NamedTuple):
    """An entry of the oracle; without `to` an assignment."""

    at: float
    offset: int
    command_id: str
    to: str | None
    driver: str | None
    corrects: bool = False


class Truth(NamedTuple):
    """What all entries come to."""

    status: str
    status_at: float | None
    attempts: int
    driver: str | None
    custody: list[list[Any]]
    refused: set[str]
    """The commands that have no effect."""


class Oracle:
    """The naive delivery."""

    def __init__(self, driver: str | None) -> None:
        self.first_driver = driver
        self.entries: list[Known] = []
        self.offset = 0

    def ordered(self) -> list[Known]:
        return sorted(self.entries, key=lambda entry: (entry.at, entry.offset))

    def truth(self) -> Truth:
        status, status_at, attempts, driver = "created", None, 0, self.first_driver
        custody: list[list[Any]] = []
        refused = set[str]()
        for e in self.ordered():
            has_it = bool(custody) and custody[-1][2] is None
            if e.to is None:
                driver = e.driver
                if status == "out_for_delivery" and (custody[-1][0] if has_it else None) != driver:
                    if has_it:
                        custody[-1][2] = e.at
                    if driver:
                        custody.append([driver, e.at, None])
                continue
            is_legal = status not in ENDS and (
                e.to in {"delivered", "attempt_failed", "cancelled"} or e.to in AFTER.get(status, set())
            )
            if not (is_legal or e.corrects):
                refused.add(e.command_id)
                continue
            if e.corrects and status in {"delivered", "attempt_failed"}:
                attempts -= 1
            if e.to in {"delivered", "attempt_failed"}:
                attempts += 1
            who = e.driver or driver
            if has_it:
                custody[-1][2] = e.at
            if e.to == "out_for_delivery" and who:
                custody.append([who, e.at, None])
            elif e.to in {"delivered", "attempt_failed"} and status != "out_for_delivery" and who and not e.corrects:
                custody.append([who, e.at, e.at])
            status, status_at = e.to, e.at
        return Truth(status, status_at, attempts, driver, custody[-CUSTODY_KEPT:], refused)

    def report(
        self, command_id: str, offset: int, to: str, at: float, *, driver: str | None, corrects: bool
    ) -> str | None:
        """Take a status and return the code of its refusal."""
        ordered = self.ordered()
        if len(ordered) > KEPT and at < ordered[-KEPT - 1].at:
            return "too_old"
        if driver is not None and driver not in self._drivers_around(at):
            return "not_assigned"
        new = Known(at, offset, command_id, to, driver, corrects)
        for e in ordered[-KEPT:]:
            if e[3:] == new[3:] and e.at == at:
                return "illegal_transition" if e.command_id in self.truth().refused else None
        self.entries.append(new)
        return "illegal_transition" if command_id in self.truth().refused else None

    def assign(self, command_id: str, offset: int, driver: str | None, at: float) -> str | None:
        """Take an assignment and return the code of its refusal."""
        now = self.truth()
        if driver == now.driver:
            return None
        if now.status in ENDS:
            return "illegal_transition"
        if driver is None and now.status == "out_for_delivery":
            return "out_for_delivery"
        at = max([at, *(entry.at for entry in self.entries)])
        self.entries.append(Known(at, offset, command_id, None, driver))
        return None

    def _drivers_around(self, at: float) -> set[str | None]:
        """Return who was assigned near that time, as far as the row remembers."""
        ordered = self.ordered()
        older, kept = ordered[:-KEPT], ordered[-KEPT:]
        first = next((e.driver for e in reversed(older) if e.to is None), self.first_driver)
        assigned = [(float("-inf"), first), *((e.at, e.driver) for e in kept if e.to is None)]
        ends = [*(at for at, _ in assigned[1:]), float("inf")]
        return {
            driver
            for (begin, driver), end in zip(assigned, ends, strict=True)
            if begin <= at + SKEW and end >= at - SKEW
        }
