"""Small honest programs that do the tracker's job, or a part of it, with other means: what its figures are held against.

Each prints how many positions it has handled, a line a quarter of a second.
"""
