"""The calls of the contract, one file per resource."""
