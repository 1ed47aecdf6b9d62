"""Messages by SMS: one file per gateway, what its words mean, and where they wait until they are answered."""
