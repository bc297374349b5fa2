"""A table in RocksDB with its changelog, without Faust: rows pending, flushed, restored, repaired."""
