"""Unfinished files, and what killed programs left of them."""
