"""The table `deliveries` as readers get it: its rows, filters, lists, stream and addresses."""
