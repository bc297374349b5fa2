"""The names of places: towns from a file of ours, addresses from a geocoder where one is configured."""
