"""HTTP and nothing else: who knocks, in which shape, and how an answer or a refusal is written."""
