"""Small programs that do the tracker's job, or a part of it, with other libraries, for comparison.

Each prints the number of handled positions four times a second.
"""
