"""Every message on the wire as a pydantic model, one file for each noun."""
