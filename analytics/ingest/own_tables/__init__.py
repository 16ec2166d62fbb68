"""Read candidates' own tables as canonical ones, by their mapping."""
