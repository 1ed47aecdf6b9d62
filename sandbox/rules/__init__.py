"""The institution's rules as data, held against one person: pure, no clock, no database."""
