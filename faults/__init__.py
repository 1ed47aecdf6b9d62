"""Kills, cuts and doubles everything in the middle of payments, then compares every statement made with the wallet's own ledger."""
