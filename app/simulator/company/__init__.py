"""The source `company`: depots, drivers with phones, and the deliveries that they bring on one day."""
