"""The processes of the product: what each is composed of, and how it starts, is watched and ends."""
