"""Extracts credentials from untrusted requests, in all forms that clients use; pure functions."""

import base64
import binascii

SESSION_COOKIE = "tracker_session"
"""The cookie of a sign-in; it replaces a key in browsers, which cannot set headers everywhere."""
TOKEN_PREFIX = "tok."  # noqa: S105  # a prefix, not a secret
CHALLENGE = 'Bearer realm="delivery-tracker"'
"""Without Basic, since browsers would open their own dialog over the dashboard's sign-in."""


def key_in(header: str) -> str | None:
    """Return the credential of an Authorization header: the bearer token or the Basic password; None for other schemes."""
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
    # Phones fill in their own user; a client that can send only one word sends it as the user.
    return (password or user) if colon else None
