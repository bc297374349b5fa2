"""A fix: its rules, its bytes, and the row of the table `latest` that it becomes."""
