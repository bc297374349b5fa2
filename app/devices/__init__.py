"""The registers of devices and drivers: their records, their topics in Kafka, and the books of a process."""
