"""The addresses of keys, tokens and the sign-in."""
