"""Stands in for the institution: the contract over SQL, with pretend people, a clock and faults that can be set."""
