"""What the system is."""
