"""What a message costs, measured beside simpler programs."""
