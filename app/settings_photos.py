"""Settings of proof photos; docs/production.md explains them."""

from pydantic import Field
from pydantic_settings import BaseSettings


class PhotoSettings(BaseSettings):
    """Where photos are kept, and how many."""

    photos: str = Field(
        "",
        pattern=r"^(s3://[^?#]+|file:///[^?#]+)?$",
        description="Object store of proof photos, s3://bucket/folder or file:///folder; empty: the folder photos in TRACKER_DATA.",
    )
    photo_max_bytes: int = Field(5 << 20, ge=1024, le=64 << 20, description="Largest proof photo.")
    max_photos_per_delivery: int = Field(20, ge=1, le=1_000, description="Most photos of one delivery.")
    max_photo_requests: int = Field(
        16, ge=1, le=1_000, description="Most photos received at once, and most sent; above it requests get 503."
    )
    photo_timeout_s: float = Field(5.0, gt=0, le=60, description="Longest wait for the object store.")
    photo_sweep_s: float = Field(
        900.0, gt=0, le=86_400, description="Seconds between sweeps that delete photos of deleted deliveries."
    )
    photo_unused_s: float = Field(
        14 * 86_400.0, ge=3_600, description="Age after which a photo that no delivery names is deleted."
    )
