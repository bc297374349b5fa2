"""The processes of the product: how each is composed, started, watched and stopped."""
