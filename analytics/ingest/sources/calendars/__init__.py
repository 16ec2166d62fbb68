"""Readers of calendars."""
