"""Who may see what, and how much of a name: no HTTP, no SQL."""
