"""Apache Kafka itself, one KRaft node, run as a child process of the tracker on a laptop and in the tests."""
