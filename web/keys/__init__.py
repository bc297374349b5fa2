"""The addresses of keys and of the sign-in."""
