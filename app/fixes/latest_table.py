"""The tables, declared as data."""

from app.fixes.latest_row import deleted_at, version_of
from app.settings import Settings
from app.table.spec import TableSpec


def latest_table(settings: Settings) -> TableSpec:
    """Return the table `latest`: the newest believed fix of each subject, by the row id's bytes, as JSON."""
    return TableSpec(
        name="latest",
        app_id=settings.app_id,
        input_topic=settings.positions_topic,
        changelog_topic=settings.changelog_topic,
        partitions=settings.partitions,
        version_of=version_of,
        deleted_at=deleted_at,
    )
