"""How a process speaks of the table `deliveries` while it reads it."""

from web.feed.feed_spec import FeedSpec

DELIVERIES_FEED = FeedSpec(
    part="deliveries",
    contents="the deliveries",
    reading=lambda done, total: f"reading the deliveries: {done} of {total} records",
    noun="deliveries",
)
