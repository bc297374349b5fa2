"""The names of places: towns from a file of the product, addresses from a geocoder where one is configured."""
