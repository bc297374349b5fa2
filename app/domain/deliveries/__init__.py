"""What is promised about a shipment and what became of it, as pure decisions."""
