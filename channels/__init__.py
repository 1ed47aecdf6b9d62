"""How people reach the service: one file per gateway, and the one path every message takes."""
