"""What becomes of commands, as answers and metrics say it."""

from typing import Final

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
PENDING: Final = "pending"
