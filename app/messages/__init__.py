"""Every message on the wire as a pydantic model, one file a noun."""
