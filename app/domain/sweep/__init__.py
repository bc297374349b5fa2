"""One pass over all active deliveries."""
