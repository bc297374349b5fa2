"""What the system shows and takes over HTTP."""
