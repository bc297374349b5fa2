"""The doors of phone apps: each protocol's addresses, and the answers that make an app delete a point or keep it."""
