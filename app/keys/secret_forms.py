"""The forms of secrets: keys as clients send them, their hashes, and the tokens that those hashes sign."""

import base64
import hashlib
import hmac
import re
import secrets
from typing import Literal, NamedTuple

KEY_FORM = re.compile(r"trk_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})")
TOKEN_FORM = re.compile(r"(tok|ses)\.([A-Za-z0-9]{8})\.(0|[1-9][0-9]{0,11})\.([A-Za-z0-9_-]{43})")
LONGEST = 128
"""Most characters of a key or a token."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"

TokenKind = Literal["tok", "ses"]
"""A token for an address, or the cookie of a sign-in; one is never accepted as the other."""


class KeyText(NamedTuple):
    """The parts of a key."""

    key_id: str
    secret: str


class TokenText(NamedTuple):
    """The parts of a token; `expires_at` in Unix seconds."""

    kind: str
    key_id: str
    expires_at: int
    signature: str


def new_key_id() -> str:
    """Return a new key id, which is not secret."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def new_key(key_id: str) -> str:
    """Return the text of a new key, with 256 random bits."""
    return f"trk_{key_id}_{secrets.token_urlsafe(32)}"


def parse_key(text: str) -> KeyText | None:
    """Return the parts of a key, or None for any other text; never raises, since the text is untrusted."""
    found = KEY_FORM.fullmatch(text) if len(text) <= LONGEST else None
    return None if found is None else KeyText(*found.groups())


def parse_token(text: str) -> TokenText | None:
    """Return the parts of a token, or None for any other text; never raises."""
    found = TOKEN_FORM.fullmatch(text) if len(text) <= LONGEST else None
    return None if found is None else TokenText(found[1], found[2], int(found[3]), found[4])


def hash_of(secret: str, salt: str) -> str:
    """Return the stored hash of a key's secret.

    A plain hash is enough: 256 random bits cannot be guessed, even with fast attempts.
    """
    return hashlib.sha256(f"{salt}.{secret}".encode()).hexdigest()


def is_secret(secret: str, salt: str, kept: str) -> bool:
    """Tell whether the secret has this stored hash, in constant time."""
    return hmac.compare_digest(hash_of(secret, salt), kept)


def sign(kind: TokenKind, key_id: str, kept: str, expires_at: int) -> str:
    """Return a token; it is signed with the key's hash, which only trackers know, and becomes invalid with the key."""
    return f"{kind}.{key_id}.{expires_at}.{_signature(kind, key_id, kept, expires_at)}"


def is_signed(token: TokenText, kept: str) -> bool:
    """Tell whether a tracker signed the token, in constant time."""
    return hmac.compare_digest(_signature(token.kind, token.key_id, kept, token.expires_at), token.signature)


def _signature(kind: str, key_id: str, kept: str, expires_at: int) -> str:
    digest = hmac.digest(kept.encode(), f"{kind}.{key_id}.{expires_at}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
