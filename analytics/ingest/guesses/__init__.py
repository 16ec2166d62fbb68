"""Guess what the columns of a table mean, by their cells and names."""
