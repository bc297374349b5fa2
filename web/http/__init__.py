"""The parts of any HTTP product: routes, problems, bodies, headers; it contains no business words."""
