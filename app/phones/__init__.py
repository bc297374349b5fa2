"""What the apps of phones send, one file a protocol: from their bytes to values with the names of a fix, without I/O."""
