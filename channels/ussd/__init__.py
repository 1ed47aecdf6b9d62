"""Dialled conversations: one file per gateway's dialect."""
