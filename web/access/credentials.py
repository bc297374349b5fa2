"""What a request says of who sends it, in whichever of the ways that clients have; pure, since strangers write it."""

import base64
import binascii

SESSION_COOKIE = "tracker_session"
"""Belongs to every operation that takes a key: it stands for one where a client cannot set headers."""
TOKEN_PREFIX = "tok."  # noqa: S105  # how a token begins, not one
CHALLENGE = 'Bearer realm="delivery-tracker"'
"""No Basic beside it: browsers would ask with a window of their own, over the dashboard's sign-in."""


def key_in(header: str) -> str | None:
    """Return what an Authorization header carries: a bearer's word, or the password of Basic; None for anything else."""
    scheme, _, rest = header.partition(" ")
    match scheme.lower():
        case "bearer":
            return rest.strip() or None
        case "basic":
            return _password(rest.strip())
        case _:
            return None


def _password(encoded: str) -> str | None:
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None
    # Phones fill in a user of their own; a client that can send one word alone sends it as the user.
    return (password or user) if colon else None
