"""The loop that sweeps all active deliveries: it gathers columns, and writes what a sweep found."""
