"""What happens to a fix after Kafka has it: one file an agent."""
