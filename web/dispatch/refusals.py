"""What a refusal of the dispatcher says to people; details never quote what a command holds."""

from web.http.problem import STATUS_OF, ProblemError

DETAILS = {
    "unknown_delivery": "There is no delivery with this id.",
    "unknown_alert": "There is no open alert with this id.",
    "illegal_transition": "This status cannot follow the one that the delivery had at that time.",
    "version_mismatch": "The delivery has changed since; read it again.",
    "forbidden": "This key may not change this delivery.",
    "time_in_future": "The time lies more than 300 s ahead.",
    "not_assigned": "The delivery was not this driver's at that time.",
    "out_for_delivery": "The delivery is out for delivery, so its driver stays.",
    "too_old": "The time lies before what the delivery still remembers.",
    "invalid_command": "The dispatcher cannot read this command.",
}
UNREADABLE = "invalid_command"


def known_code(code: str) -> str:
    """Return the code as the API has it."""
    return code if code in DETAILS else UNREADABLE


def refused(code: str) -> ProblemError:
    """Return the error for a refused command."""
    known = known_code(code)
    assert known in STATUS_OF
    return ProblemError(known, DETAILS[known])
