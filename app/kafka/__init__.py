"""What the product adds to aiokafka."""
