"""The addresses of devices, and the credentials of their apps."""
