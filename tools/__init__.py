"""Small programs for those who develop the tracker; the product never imports them."""
