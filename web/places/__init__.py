"""The addresses of places."""
