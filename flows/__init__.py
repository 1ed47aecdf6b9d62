"""What people can do here: one file per subject; a flow knows no channel."""
