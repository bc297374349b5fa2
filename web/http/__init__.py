"""What every HTTP product has: routes, problems, bodies, headers; it knows no business words."""
