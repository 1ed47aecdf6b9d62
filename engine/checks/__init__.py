"""What can be wrong with a flow, one file for each subject; engine/check.py runs them all."""
