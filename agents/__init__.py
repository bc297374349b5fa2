"""What happens to fixes and to commands after Kafka has them: one file an agent."""
