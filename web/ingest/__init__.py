"""Positions from HTTP into Kafka."""
