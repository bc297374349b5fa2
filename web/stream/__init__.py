"""Changes of the replica to many subscribers, by Server-Sent Events."""
