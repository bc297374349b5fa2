"""API keys: their form, their topic in Kafka, and the keyring of a process."""
