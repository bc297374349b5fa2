"""How a process speaks of the table `latest` while it reads it."""

from operator import attrgetter

from web.feed.feed_spec import FeedSpec

LATEST_FEED = FeedSpec(
    part="view",
    contents="the latest positions",
    reading=lambda done, total: f"reading the latest positions: {done} of {total} records",
    noun="shipments",
    received_at_of=attrgetter("receivedAt"),
)
