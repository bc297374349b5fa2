"""The apps that a phone can send its positions with."""

from enum import StrEnum


class PhoneApp(StrEnum):
    """An app, by the name that the API uses for it."""

    TRACCAR = "traccar"
    OWNTRACKS = "owntracks"
    GPSLOGGER = "gpslogger"
    OVERLAND = "overland"
    OSMAND = "osmand"
    BROWSER = "browser"
