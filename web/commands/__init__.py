"""Commands about deliveries: into Kafka, and their verdicts back."""
