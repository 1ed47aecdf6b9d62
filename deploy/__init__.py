"""Brings the parts up on one machine, without root and without importing any of them."""
