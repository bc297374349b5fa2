"""The decisions as pure functions; this package imports no other package of the product."""
