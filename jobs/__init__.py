"""What happens after the reply: hints that wake a worker, each carrying an id and nothing else."""
