"""From the changelog to the replica."""
