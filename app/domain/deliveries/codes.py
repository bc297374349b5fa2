"""Why a command is refused."""

from enum import StrEnum


class RefusalCode(StrEnum):
    """The stable codes of verdicts, of the event `command.refused` and of the API."""

    UNKNOWN_DELIVERY = "unknown_delivery"
    ILLEGAL_TRANSITION = "illegal_transition"
    VERSION_MISMATCH = "version_mismatch"
    FORBIDDEN = "forbidden"
    TIME_IN_FUTURE = "time_in_future"
    NOT_ASSIGNED = "not_assigned"
    OUT_FOR_DELIVERY = "out_for_delivery"
    UNKNOWN_ALERT = "unknown_alert"
    INVALID_COMMAND = "invalid_command"
    TOO_OLD = "too_old"
    WRONG_PARTITION = "wrong_partition"
    INTERNAL = "internal"
