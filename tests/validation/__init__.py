"""Proof of the model: what `make validate` runs, and the second programs that it is held against."""
