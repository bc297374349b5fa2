"""Phones: how an app is set up, and what each app sends."""
