"""Settings of TLS; docs/production.md explains them."""

from pydantic import Field
from pydantic_settings import BaseSettings


class TlsSettings(BaseSettings):
    """The certificate that the HTTP servers show."""

    tls_cert: str = Field(
        "", description="PEM file of the certificate and its chain; with it every port speaks HTTPS only; empty: HTTP."
    )
    tls_key: str = Field("", description="PEM file of its key, without a passphrase; empty: in the same file.")
    tls_handshake_s: float = Field(10.0, gt=0, le=120, description="Longest TLS handshake, from the connection on.")

    @property
    def scheme(self) -> str:
        """Return the scheme of the addresses of this process."""
        return "https" if self.tls_cert else "http"
