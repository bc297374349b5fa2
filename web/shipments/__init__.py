"""The addresses of shipments."""
