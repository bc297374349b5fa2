"""Settings of programs that the tracker asks: a geocoder and a router."""

from pydantic import Field
from pydantic_settings import BaseSettings


class UpstreamSettings(BaseSettings):
    """Programs that the tracker asks."""

    # Places
    geocoder: str = Field(
        "",
        pattern=r"^((nominatim|photon)\+https?://[A-Za-z0-9.:_-]+(/[A-Za-z0-9._~/-]*)?)?$",
        description="Geocoder that address searches are sent to, nominatim+https://… or photon+https://…; empty: none, and no search leaves the installation.",
    )
    geocoder_per_s: float = Field(
        1.0, gt=0, le=1_000, description="Most requests a second to the geocoder; public ones allow 1."
    )
    geocoder_timeout_s: float = Field(
        5.0, gt=0, le=60, description="Longest wait for a turn at the geocoder, and for its answer."
    )
    geocoder_cache_size: int = Field(1_000, ge=0, description="Most answers of the geocoder that a process keeps.")
    geocoder_cache_s: float = Field(86_400.0, gt=0, description="Time that such an answer is kept.")

    # Router
    router: str = Field(
        "",
        pattern=r"^((osrm|valhalla)\+https?://[A-Za-z0-9.:_-]+(/[A-Za-z0-9._~/-]*)?)?$",
        description="Router that dispatchers ask for the legs of each round, osrm+http://… or valhalla+http://…; empty: none, and legs are straight distances with a detour.",
    )
    router_requests: int = Field(4, ge=1, le=100, description="Most requests to the router at once.")
    router_timeout_s: float = Field(5.0, gt=0, le=60, description="Longest wait for the router's answer.")
