"""Validation of the model: what `make validate` runs, and the programs it is compared with."""
