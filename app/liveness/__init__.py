"""What ends a worker that cannot continue, so that another starts."""
