"""SMPP 3.4 as an operator's SMSC speaks it: frames, one bound line, and who is answered in which order."""
