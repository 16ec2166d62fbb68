"""One page each: what stands where, and nothing else."""
