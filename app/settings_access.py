"""Settings of keys, sign-ins and limits of clients; docs/security.md explains them."""

import ipaddress

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings


class AccessSettings(BaseSettings):
    """Who may do what, and how often."""

    # Who may do what; docs/security.md
    auth: str = Field("off", pattern="^(on|off)$", description="on: the API requires a key, see `app keys`.")
    open_to_all: bool = Field(False, description="Allow a TRACKER_HOST beyond this machine while TRACKER_AUTH is off.")
    token_s: float = Field(300.0, ge=1, le=86_400, description="Lifetime of a token for use in an address.")
    session_s: float = Field(12 * 3600.0, ge=1, description="Lifetime of a sign-in at the dashboard.")
    metrics_access: str = Field(
        "key",
        pattern="^(key|open|off)$",
        description="Access to /metrics: with a key that may read, for everyone, or off.",
    )
    docs_access: str = Field(
        "key", pattern="^(key|open|off)$", description="Access to /docs and /openapi.json: the same choice."
    )
    cors_origins: str = Field(
        "",
        pattern=r"^( *https?://[^,/ ]+/? *(,|$))*$",
        description="Other origins whose pages may read answers: https://a.example,https://b.example; empty: none.",
    )
    trusted_proxies: str = Field(
        "", description="Addresses or networks, a.b.c.d/n,…, whose X-Forwarded-For and X-Forwarded-Proto are trusted."
    )
    known_credentials: int = Field(10_000, ge=1, description="Most checked credentials that a process remembers.")
    simulate_key: SecretStr = Field(SecretStr(""), description="Key that `app simulate` sends; empty: none.")
    keys_wait_s: float = Field(5.0, gt=0, description="Longest wait until a created or revoked key takes effect.")

    # Limits of what a client may ask
    rate_key_per_s: float = Field(2_000.0, ge=0, description="Requests a second for each key; 0: no limit.")
    rate_key_burst: int = Field(4_000, ge=1, description="Most requests that a key may send at once.")
    rate_address_per_s: float = Field(0.0, ge=0, description="Requests a second from each address; 0: no limit.")
    rate_address_burst: int = Field(1_000, ge=1, description="Most requests that an address may send at once.")
    rate_refused_per_s: float = Field(
        1.0, ge=0, description="Wrong credentials a second from each address, above which they get 429; 0: no limit."
    )
    rate_refused_burst: int = Field(30, ge=1, description="Most wrong credentials from an address at once.")
    rate_clients: int = Field(
        100_000, ge=1, description="Most addresses, and most keys, whose rate a process remembers."
    )
    max_connections: int = Field(10_000, ge=1, description="Most open connections; above it new ones get 503.")
    max_connections_per_address: int = Field(
        1_000,
        ge=0,
        description="Most open connections, and streams through a trusted proxy, of one address; 0: no limit.",
    )
    max_header_bytes: int = Field(8_190, ge=1_024, description="Longest request line, and longest header.")
    max_headers: int = Field(64, ge=8, description="Most headers of a request.")
    connection_idle_s: float = Field(
        75.0, gt=0, description="Longest wait for a request's headers, from the end of the previous request."
    )
    request_body_s: float = Field(30.0, gt=0, description="Longest wait for a request's body.")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, text: str) -> str:
        for part in text.split(","):
            if part.strip():
                ipaddress.ip_network(part.strip(), strict=False)
        return text
