"""API keys: their form, their log in Kafka, and what a process knows of them."""
