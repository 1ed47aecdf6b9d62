"""Conversations: flows, screens and sessions, with no Flask, no Redis and no HTTP."""
