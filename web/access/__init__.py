"""Identifies the sender of a request, and checks what it may do."""
