"""Proof photos of deliveries over HTTP."""
