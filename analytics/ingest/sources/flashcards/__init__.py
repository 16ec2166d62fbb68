"""Readers of flash card reviews."""
