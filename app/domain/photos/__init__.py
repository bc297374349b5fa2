"""Proof photos as bytes: which images are accepted, what they may say besides the picture, and where they are kept."""
