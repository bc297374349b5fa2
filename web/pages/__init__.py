"""Pages and documents: dashboard, API documentation, health, demo."""
