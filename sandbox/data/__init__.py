"""What the sandbox starts with: pretend people, published facts, two countries' rules, each in a file anyone can read."""
