"""What is secret, and what is kept of it: keys as they are sent, their hashes, and what is signed with those."""

import base64
import hashlib
import hmac
import re
import secrets
from typing import Literal, NamedTuple

KEY_FORM = re.compile(r"trk_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})")
TOKEN_FORM = re.compile(r"(tok|ses)\.([A-Za-z0-9]{8})\.(0|[1-9][0-9]{0,11})\.([A-Za-z0-9_-]{43})")
LONGEST = 128
"""No key and no token has more characters."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"

TokenKind = Literal["tok", "ses"]
"""A token for an address, or the cookie of a sign-in: neither is taken for the other."""


class KeyText(NamedTuple):
    """A key in its two parts."""

    key_id: str
    secret: str


class TokenText(NamedTuple):
    """A token in its parts; `expires_at` in Unix seconds."""

    kind: str
    key_id: str
    expires_at: int
    signature: str


def new_key_id() -> str:
    """Return a name for a key; it is no secret."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def new_key(key_id: str) -> str:
    """Return a new key of that name, as its owner keeps it: 256 random bits."""
    return f"trk_{key_id}_{secrets.token_urlsafe(32)}"


def parse_key(text: str) -> KeyText | None:
    """Return the parts of a key, or None for anything that is none; never raises, since strangers write it."""
    found = KEY_FORM.fullmatch(text) if len(text) <= LONGEST else None
    return None if found is None else KeyText(*found.groups())


def parse_token(text: str) -> TokenText | None:
    """Return the parts of a token, or None for anything that is none; never raises."""
    found = TOKEN_FORM.fullmatch(text) if len(text) <= LONGEST else None
    return None if found is None else TokenText(found[1], found[2], int(found[3]), found[4])


def hash_of(secret: str, salt: str) -> str:
    """Return what is kept of a key's secret.

    A plain hash is enough: nobody guesses 256 random bits, however fast they can try.
    """
    return hashlib.sha256(f"{salt}.{secret}".encode()).hexdigest()


def is_secret(secret: str, salt: str, kept: str) -> bool:
    """Tell whether that is the secret of which the hash was kept, in a time that does not depend on the answer."""
    return hmac.compare_digest(hash_of(secret, salt), kept)


def sign(kind: TokenKind, key_id: str, kept: str, expires_at: int) -> str:
    """Return a token that ends then; it is signed with the key's hash, which only trackers know, and dies with the key."""
    return f"{kind}.{key_id}.{expires_at}.{_signature(kind, key_id, kept, expires_at)}"


def is_signed(token: TokenText, kept: str) -> bool:
    """Tell whether we made that token, in a time that does not depend on the answer."""
    return hmac.compare_digest(_signature(token.kind, token.key_id, kept, token.expires_at), token.signature)


def _signature(kind: str, key_id: str, kept: str, expires_at: int) -> str:
    digest = hmac.digest(kept.encode(), f"{kind}.{key_id}.{expires_at}".encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
