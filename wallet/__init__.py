"""A pretend mobile wallet with a ledger of its own; it speaks as the GSMA's API does and meets the others over HTTP only."""
