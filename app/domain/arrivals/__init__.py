"""When deliveries arrive: legs, service, learned estimates, ranges and what of it is published."""
