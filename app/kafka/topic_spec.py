"""The declaration of a topic."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic: each start checks its `fixed` settings; operators may change the `initial` ones."""

    name: str
    partitions: int
    fixed: Mapping[str, str]
    initial: Mapping[str, str]
    is_sharded: bool = True
    """Whether the topic has TRACKER_PARTITIONS partitions; otherwise it has 1."""
    is_changelog: bool = False
    """Whether it is the changelog of a table, which carries a log id (app/kafka/changelog_id.py)."""
    least: Mapping[str, int] = field(default_factory=dict)
    """Of the initial settings those below which something is not promised; a lower one is named in a warning."""
