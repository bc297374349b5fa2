"""The table `latest` as readers get it: its rows, filters, lists and stream."""
