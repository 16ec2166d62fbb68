"""One module per page: what is placed where."""
