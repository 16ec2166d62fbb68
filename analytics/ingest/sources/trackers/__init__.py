"""Readers of time trackers."""
