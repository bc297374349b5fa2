"""The addresses of devices."""
