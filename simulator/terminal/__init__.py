"""The same phone in a terminal: a box for the display, and what was typed and seen written out as a test."""
