"""Guesses at what the columns of a table mean, by what their cells hold."""
