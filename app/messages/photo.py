"""A proof photo on the wire."""

from pydantic import BaseModel, Field


class StoredProof(BaseModel):
    """A photo that was stored; name `ref` and `sha256` in the proof of a status."""

    ref: str = Field(description="The name of the photo; GET it below the delivery.")
    sha256: str = Field(description="SHA-256 of the stored bytes, which are those sent without metadata.")
    size: int = Field(description="Bytes.")
    type: str = Field(description="image/jpeg, image/png or image/webp, by the bytes.")
