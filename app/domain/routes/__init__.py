"""The stops of each driver in order, kept sorted between sweeps."""
