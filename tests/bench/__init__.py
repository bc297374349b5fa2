"""What the tracker costs, measured on its real processes and beside its peers: `make bench`."""
