"""Pages and documents: dashboard, API, health, demo."""
