"""Paying by wallet: what is owed, the life of an order, and everything that may go wrong between two institutions."""
