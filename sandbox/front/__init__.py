"""Stands in front of the server and breaks connections on purpose: real resets, silence and drips, on the socket itself."""
