"""Apache Kafka as one KRaft node, a child process of the tracker on a laptop and in tests."""
