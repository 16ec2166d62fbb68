"""Texts of pages and of the command line, one module per page."""
