"""The addresses that change deliveries."""
