"""The fault suite: real processes, real faults, and a judge that reads what every client saw (docs/reliability.md)."""
