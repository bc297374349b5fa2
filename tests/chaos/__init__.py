"""The fault suite: real processes, real faults, and a judge that reads what everybody saw (docs/reliability.md)."""
