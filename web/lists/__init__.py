"""Lists of rows: parameters, pages, forms, files."""
