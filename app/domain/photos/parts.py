"""How many parts an image may have: each costs time, however small it is."""

MOST_PARTS = 10_000
TOO_MANY = f"the image has more than {MOST_PARTS} parts"
