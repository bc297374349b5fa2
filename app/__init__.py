"""The product without its HTTP side and its agents."""
