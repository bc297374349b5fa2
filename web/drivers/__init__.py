"""The addresses of drivers."""
