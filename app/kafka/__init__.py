"""How this product uses Kafka's client: what aiokafka does not do by itself."""
