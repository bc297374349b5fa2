"""What a topic must be."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it must be: `fixed` settings are checked at start, `initial` ones are the operator's to change."""

    name: str
    partitions: int
    fixed: Mapping[str, str]
    initial: Mapping[str, str]
    is_sharded: bool = True
    """Whether the partition count is the installation's; else it is 1, whatever the setting says."""
    is_changelog: bool = False
    """Whether it is the log of a table, which carries an id (app/kafka/changelog_id.py)."""
    least: Mapping[str, int] = field(default_factory=dict)
    """Of the initial settings those below which something is not promised; a lower one is named in a warning."""
