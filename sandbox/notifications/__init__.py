"""What the institution has to say unasked: reckoned from its dated rows, lent out to be sent, each once."""
