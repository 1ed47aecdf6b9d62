"""What the people who run the service do from its command line: `flask --app wsgi ...`."""
