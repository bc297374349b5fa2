"""Proof photos in an object store: a folder, or S3 and what speaks its protocol."""
