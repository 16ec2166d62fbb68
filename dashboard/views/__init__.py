"""One module per page: what stands where."""
