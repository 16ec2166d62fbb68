"""Forms: one module per kind of input."""
