"""Calls that ring: none is answered by a voice here."""
