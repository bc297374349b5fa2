"""Settings of where things are: addresses, folders, names, maps."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from app.tile_maps import tile_maps


class LocationSettings(BaseSettings):
    """Where things are."""

    kafka: str = Field("", description="Kafka bootstrap servers, host:port,…; empty: the embedded Kafka is started.")
    host: str = Field("127.0.0.1", description="Address that the HTTP servers listen on.")
    http_port: int = Field(8080, ge=1, le=65535, description="Port of the API and the dashboard.")
    dashboard_port: int = Field(5173, ge=0, le=65535, description="Second port with the same routes; 0: none.")
    map_tiles: str = Field(
        "",
        description="Raster maps: one address with {z}, {x} and {y}, or Name=address|credit|options; …; empty: none.",
    )
    map_attribution: str = Field("", description="Credit of the map tiles, as text, where they are one address.")
    map_offer: bool = Field(
        True, description="Let each browser choose the tiles of openstreetmap.org; false: never, and no offer of them."
    )
    map_file: str = Field(
        "",
        description="Street maps for the dashboard, PMTiles files separated by commas; empty: Washington, for the demo.",
    )
    broker_port: int = Field(9092, ge=1, le=65535, description="Port of the embedded Kafka.")
    data: Path = Field(
        Path(".data"), description="Folder of the embedded Kafka's log and of the state of workers and dispatchers."
    )
    cache: Path = Field(Path("~/.cache/delivery-tracker"), description="Folder of downloads that all clones share.")
    worker: str = Field(
        "worker-1",
        pattern=r"^[A-Za-z0-9_.-]{1,64}$",
        description="Name of this worker's state folder; auto: the first free one of worker-1, worker-2, ….",
    )
    dispatcher: str = Field(
        "dispatcher-1",
        pattern=r"^[A-Za-z0-9_.-]{1,64}$",
        description="Name of this dispatcher's state folder; auto: the first free one of dispatcher-1, dispatcher-2, ….",
    )
    prefix: str = Field("", description="Prefix of topic names and the app id, to share a Kafka cluster.")

    @field_validator("map_tiles")
    @classmethod
    def _are_tile_maps(cls, text: str) -> str:
        tile_maps(text)
        return text
