"""A feature phone in the browser, behind an Africa's Talking-shaped gateway; it meets the service over HTTP only."""
